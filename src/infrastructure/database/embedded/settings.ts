import { rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** PostgreSQL settings by name, in PostgreSQL's own notation. */
export type Settings = Readonly<Record<string, string>>

/** The port that names the socket file; no network port is opened. */
export const socketPort = 5432

/** Name of our settings file beside the cluster; `postgresql.conf` includes it. */
export const settingsFile = 'darkroom.conf'

/** What differs from PostgreSQL's defaults, for a machine of 2 to 8 cores. fsync keeps its default, on. */
export const embeddedSettings: Settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  max_connections: '200',
  shared_buffers: '128MB',
  maintenance_work_mem: '64MB',
  wal_compression: 'on',
  random_page_cost: '1.1',
  jit: 'off',
  // Parallel queries take memory from /dev/shm, which containers limit to 64 MB.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  // The queue's tables turn over quickly.
  autovacuum_naptime: '15s',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: '../log',
  // One file per weekday, written anew after a week.
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  // Terse leaves out the details, which can hold values of rows.
  log_error_verbosity: 'terse',
}

/** Writes our settings beside the cluster, anew at each start so that they follow the program. */
export async function writeSettings(home: string): Promise<void> {
  const lines = Object.entries(embeddedSettings).map(([name, value]) => `${name} = '${value}'`)
  const head =
    '# Written by darkroom at each start. Your own settings go to the end of cluster/postgresql.conf.'
  const temporary = path.join(home, `${settingsFile}.${process.pid}`)
  try {
    await writeFile(temporary, `${[head, ...lines].join('\n')}\n`, { mode: 0o644 })
    await rename(temporary, path.join(home, settingsFile))
  } finally {
    await rm(temporary, { force: true })
  }
}

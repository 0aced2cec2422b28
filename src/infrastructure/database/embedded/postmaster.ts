import { execFile } from 'node:child_process'
import { link, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'

/** What a cluster's `postmaster.pid` says of the PostgreSQL that runs it, or ran it last. */
export interface Postmaster {
  readonly pid: number
  /** Where its socket is; undefined while it is starting, and in a copy of a running cluster's file. */
  readonly socket: { readonly folder: string; readonly port: number } | undefined
  /** The whole file, to tell two of them apart. */
  readonly text: string
}

/** Undefined when no PostgreSQL runs the cluster: it removes the file as the last thing it does. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readFile(pidFile(cluster), 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return undefined
    throw thrown
  })
  if (text === undefined) return undefined
  // Lines: process, data folder, start time, port, socket folder, and more that we do not need.
  const [pid, dataFolder, , port, folder] = text.split('\n')
  const socket = dataFolder === cluster && port && folder ? { folder, port: Number(port) } : undefined
  return { pid: Number(pid), socket, text }
}

/** Whether the process is a living PostgreSQL of this cluster, and not another program that got its number. */
export async function isAlive({ pid }: Postmaster, cluster: string): Promise<boolean> {
  const command = await commandLine(pid)
  return command.includes('postgres') && command.includes(cluster)
}

/** Empty for a process that is gone or a zombie. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', `${pid}`]).catch(() => ({
    stdout: '',
  }))
  return stdout
}

/**
 * Takes away the file of a PostgreSQL that is dead. PostgreSQL does this itself unless the number in it now
 * belongs to another process of the same account. Moving before looking makes it safe against one that is
 * starting at this moment: its file is put back.
 */
export async function dropStaleFile(stale: Postmaster, cluster: string): Promise<void> {
  const aside = `${pidFile(cluster)}.${process.pid}`
  try {
    await rename(pidFile(cluster), aside)
    if ((await readFile(aside, 'utf8')) !== stale.text) await link(aside, pidFile(cluster))
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw thrown
  } finally {
    await rm(aside, { force: true })
  }
}

function pidFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid')
}

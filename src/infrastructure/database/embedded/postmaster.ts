import { execFile } from 'node:child_process'
import { link, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { socketPort } from './settings.ts'

/** What a cluster's `postmaster.pid` says of the PostgreSQL that runs it, or ran it last. */
export interface Postmaster {
  readonly pid: number
  /** Where its socket is; undefined while it is starting, and in a copy of a running cluster's file. */
  readonly socket: { readonly folder: string; readonly port: number } | undefined
}

/** Undefined when no PostgreSQL runs the cluster: it removes the file as the last thing it does. */
export async function readPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const text = await readIfThere(pidFile(cluster))
  if (text === undefined) return undefined
  // Lines: process, data folder, start time, port, socket folder, and more that we do not need.
  const [pid, dataFolder, , port, folder] = text.split('\n')
  const socket = dataFolder === cluster && port && folder ? { folder, port: Number(port) } : undefined
  return { pid: Number(pid), socket }
}

/** Whether the process is a living PostgreSQL of this cluster, and not another program that got its number. */
export async function isAlive({ pid }: Pick<Postmaster, 'pid'>, cluster: string): Promise<boolean> {
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
 * Takes away the files of a PostgreSQL that is dead, for the cluster and for its socket. PostgreSQL does this
 * itself unless the number in them now belongs to another process of the same account. To be called when no
 * PostgreSQL of this cluster lives; one that is starting at this moment keeps its files.
 */
export async function dropStaleFiles(cluster: string, socketFolder: string): Promise<void> {
  for (const file of [pidFile(cluster), path.join(socketFolder, `.s.PGSQL.${socketPort}.lock`)]) {
    const text = await readIfThere(file)
    if (text !== undefined && !(await isAlive({ pid: Number.parseInt(text, 10) }, cluster))) {
      await dropFile(file, text)
    }
  }
}

/** Moving before looking makes it safe against one that took the name since we read it: it is put back. */
async function dropFile(file: string, text: string): Promise<void> {
  const aside = `${file}.${process.pid}`
  try {
    await rename(file, aside)
    if ((await readFile(aside, 'utf8')) !== text) await link(aside, file)
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EEXIST') throw thrown
  } finally {
    await rm(aside, { force: true })
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return undefined
    throw thrown
  })
}

function pidFile(cluster: string): string {
  return path.join(cluster, 'postmaster.pid')
}

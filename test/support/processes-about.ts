import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The processes that have to do with a folder, by command, environment or working folder: process id and command line. */
export function processesAbout(folder: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const pid of readdirSync('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const command = commandLine(pid)
    if (command === '') continue
    const isAbout =
      command.includes(folder) ||
      orEmpty(() => readFileSync(`/proc/${pid}/environ`, 'latin1')).includes(folder) ||
      orEmpty(() => readlinkSync(`/proc/${pid}/cwd`)).includes(folder)
    if (isAbout) found.set(Number(pid), command.replaceAll('\0', ' ').trim())
  }
  return found
}

/** Whether a process has not ended yet. */
export function isAlive(pid: number): boolean {
  return commandLine(pid) !== ''
}

/** Empty for threads of the kernel, and for processes that have ended, whether or not the system has forgotten them. */
function commandLine(pid: number | string): string {
  return orEmpty(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8'))
}

/** Empty for what has gone meanwhile. */
function orEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

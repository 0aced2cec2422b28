import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import type { ProgramRun } from './run-program.ts'

/** What one file may be when nothing is said, in bytes. */
const defaultMaxFileBytes = 64 * 2 ** 30

/**
 * Sets the limits of POSIX that this system knows (the tool's own process inherits them) and becomes the program. The
 * parameters are: memory in KB, processor seconds, file size in blocks of 512 bytes.
 */
const limited =
  'ulimit -v "$1" 2>/dev/null; ulimit -t "$2" 2>/dev/null; ulimit -f "$3" 2>/dev/null; ulimit -c 0 2>/dev/null; shift 3; exec "$@"'

/** The command line that runs a program within its bounds and, where the system allows it, without any network. */
export async function fence(
  program: string,
  parameters: readonly string[],
  run: Pick<ProgramRun, 'maxSeconds' | 'maxMemoryBytes' | 'maxFileBytes'>,
): Promise<readonly string[]> {
  const limits = [
    Math.ceil(run.maxMemoryBytes / 1024),
    Math.ceil(run.maxSeconds * availableParallelism()) + 1,
    Math.ceil((run.maxFileBytes ?? defaultMaxFileBytes) / 512),
  ].map(String)
  const shell = ['/bin/sh', '-c', limited, 'sh', ...limits, program, ...parameters]
  return (await canLeaveNetwork()) ? [...withoutNetwork, ...shell] : shell
}

/** A network name space of its own has no way out, not even to this machine. Needs no rights where user name spaces are on. */
const withoutNetwork = ['unshare', '--user', '--map-current-user', '--net', '--']

let answer: Promise<boolean> | undefined

/** Containers often forbid it; then the programs' own switches have to do. Asked once. */
function canLeaveNetwork(): Promise<boolean> {
  answer ??= new Promise((resolve) => {
    const [command = '', ...parameters] = withoutNetwork
    const child = spawn(command, [...parameters, 'true'], { stdio: 'ignore' })
    child.on('error', () => resolve(false))
    child.on('close', (code) => resolve(code === 0))
  })
  return answer
}

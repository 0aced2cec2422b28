import { type ChildProcess, spawn } from 'node:child_process'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { fence } from './fence.ts'
import { OutputTail } from './output-tail.ts'

/** How an outside program is run. Every run has all bounds. */
export interface ProgramRun {
  /** Absolute; the private folder that it works in. It is its home and its place for temporary files too. */
  readonly cwd: string
  readonly signal: AbortSignal
  /** Wall clock; its processor time may be that on every core. */
  readonly maxSeconds: number
  /** Of address space, for each of its processes. */
  readonly maxMemoryBytes: number
  /** Of each file that it writes; absent: 64 GB. */
  readonly maxFileBytes?: number
  /** Of standard output that is kept; more fails the run. */
  readonly maxOutputBytes: number
  /** Given: standard output comes here while the program runs, instead of being kept. */
  readonly onStdout?: (chunk: Buffer) => void
  /** More variables of its environment, which is else empty but for PATH and places of temporary files. */
  readonly env?: Readonly<Record<string, string>>
}

export interface ProgramOutput {
  /** Empty with `onStdout`. */
  readonly stdout: Buffer
  /** The end of it, at most 16 KB. */
  readonly stderr: string
}

/** A program ended with an error of its own. Its message is for the server's log: `stderr` may hold paths. */
export class ProgramFailure extends Error {
  readonly program: string
  /** Null: it was ended by `signalName`. */
  readonly exitCode: number | null
  readonly signalName: NodeJS.Signals | null
  readonly stderr: string

  constructor(program: string, exitCode: number | null, signalName: NodeJS.Signals | null, stderr: string) {
    super(`${program} ended with ${exitCode ?? signalName}: ${stderr.slice(-500)}`)
    this.name = 'ProgramFailure'
    this.program = program
    this.exitCode = exitCode
    this.signalName = signalName
    this.stderr = stderr
  }
}

/**
 * Runs an outside program (Ghostscript, FFmpeg) on files of strangers: in a process group of its own, which is killed as a
 * whole at the deadline and when the signal aborts; with bounded memory, processor time, files and output; without
 * network where the system allows that; with nothing on standard input and none of our environment.
 *
 * Throws `bad-file` when it is not installed, `too-large` at the deadline and for too much output, a ProgramFailure when
 * it ends with an error, and the signal's reason.
 */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  run: ProgramRun,
): Promise<ProgramOutput> {
  run.signal.throwIfAborted()
  const [command = program, ...rest] = await fence(program, parameters, run)
  const { promise, resolve, reject } = Promise.withResolvers<ProgramOutput>()
  const child = spawn(command, rest, {
    cwd: run.cwd,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      LANG: 'C.UTF-8',
      HOME: run.cwd,
      TMPDIR: run.cwd,
      TEMP: run.cwd,
      ...run.env,
    },
  })
  const kept: Buffer[] = []
  const stderr = new OutputTail()
  let bytes = 0
  let failure: unknown
  const stop = (reason: unknown) => {
    failure ??= reason
    killGroup(child)
  }
  child.stdout?.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (run.onStdout) run.onStdout(chunk)
    else if (bytes <= run.maxOutputBytes) kept.push(chunk)
    else stop(new DarkroomError('too-large', say('programOutput', { program, max: run.maxOutputBytes })))
  })
  child.stderr?.on('data', (chunk: Buffer) => stderr.add(chunk))
  const deadline = setTimeout(() => {
    stop(new DarkroomError('too-large', say('programTooSlow', { program, seconds: run.maxSeconds })))
  }, run.maxSeconds * 1000)
  const onAbort = () => stop(run.signal.reason)
  run.signal.addEventListener('abort', onAbort, { once: true })
  // What it left behind may hold its pipes open, and `close` would wait for it.
  child.on('exit', () => killGroup(child))
  child.on('error', (error) => reject(failure ?? error))
  child.on('close', (code, signalName) => {
    if (failure !== undefined) reject(failure)
    else if (code === 0) resolve({ stdout: Buffer.concat(kept), stderr: stderr.text })
    else reject(failureOf(program, code, signalName, stderr.text))
  })
  try {
    return await promise
  } finally {
    clearTimeout(deadline)
    run.signal.removeEventListener('abort', onAbort)
  }
}

/** The shell's exit code for a command that is not there. */
const notFound = 127

function failureOf(
  program: string,
  code: number | null,
  signalName: NodeJS.Signals | null,
  stderr: string,
): Error {
  if (code === notFound) return new DarkroomError('bad-file', say('programMissing', { program }))
  return new ProgramFailure(program, code, signalName, stderr)
}

/** Kills the program and all that it started; what is gone already is fine. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Nothing of the group is left.
  }
}

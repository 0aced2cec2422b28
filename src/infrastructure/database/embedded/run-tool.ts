import { spawn } from 'node:child_process'
import type { Account } from './account.ts'

/** What a program said and how it ended. */
export interface ToolResult {
  /** Its exit code; undefined when it could not be started or was ended by a signal. */
  readonly code: number | undefined
  /** The end of its standard output and error together, at most `outputLimit` characters. */
  readonly output: string
  /** Why it could not be started. */
  readonly error: NodeJS.ErrnoException | undefined
}

/** How much of a program's output is kept, in characters. */
export const outputLimit = 8192

/**
 * What every PostgreSQL program gets: our `PG*` and locale variables must not reach it, and neither a working
 * folder that its account may not read.
 */
export function toolOptions(account: Account | undefined) {
  return {
    cwd: '/',
    env: { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C' },
    ...(account === undefined ? {} : { uid: account.uid, gid: account.gid }),
  }
}

/** Runs a program to its end, under `account` when given. Never throws. */
export function runTool(
  program: string,
  parameters: readonly string[],
  account: Account | undefined,
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const child = spawn(program, parameters, {
      ...toolOptions(account),
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    const keep = (chunk: Buffer) => {
      output = (output + chunk.toString()).slice(-outputLimit)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => resolve({ code: undefined, output, error }))
    child.once('close', (code) => resolve({ code: code ?? undefined, output, error: undefined }))
  })
}

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/** One line that a test process printed. */
export interface ProcessEvent {
  readonly event: string
  readonly [fact: string]: unknown
}

/** A TypeScript program of `test/support` as a process of its own, which speaks in lines of JSON. */
export interface TestProcess {
  readonly child: ChildProcess
  /** The next line that it printed. Rejects when it ends without one. */
  next(): Promise<ProcessEvent>
  /** Sends a line, and resolves with the next one that it prints. */
  tell(line: string): Promise<ProcessEvent>
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts `test/support/<file>` with `options` as JSON. Its error output goes to ours. */
export function startProcess(file: string, options: object): TestProcess {
  const script = fileURLToPath(new URL(file, import.meta.url))
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const exited = once(child, 'exit')
  const next = async (): Promise<ProcessEvent> => {
    const { value, done } = await lines.next()
    if (done) throw new Error(`${file} ended without an answer`)
    return JSON.parse(value)
  }
  return {
    child,
    next,
    tell: (line) => {
      child.stdin.write(`${line}\n`)
      return next()
    },
    kill: async () => {
      child.kill('SIGKILL')
      await exited
    },
  }
}

import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { compileCacheEnv } from '../../src/commands/compile-cache.ts'
import type { DocumentAsset } from '../../src/core/documents/document.ts'
import type { DocumentsWork } from './documents-process.ts'
import { peakMemory } from './peak-memory.ts'

const script = fileURLToPath(new URL('./documents-process.ts', import.meta.url))

/** A process for each core that does the same work, started as darkroom starts its workers. */
export class DocumentsProcesses implements AsyncDisposable {
  readonly #children: readonly ChildProcess[]
  readonly #ready: Promise<unknown>

  constructor(work: DocumentsWork) {
    const env = { ...process.env, ...compileCacheEnv }
    this.#children = Array.from({ length: availableParallelism() }, () =>
      fork(script, [JSON.stringify(work)], { env }),
    )
    this.#ready = Promise.all(this.#children.map(async (child) => await once(child, 'message')))
  }

  /** Shares batches out, and returns how many milliseconds all of them took. Throws when a document was not as it should be. */
  async run(batches: readonly (readonly DocumentAsset[])[]): Promise<number> {
    await this.#ready
    const begin = performance.now()
    const failures = await Promise.all(
      this.#children.map(
        async (child, i) =>
          await failed(
            child,
            batches.filter((_, index) => index % this.#children.length === i),
          ),
      ),
    )
    const milliseconds = performance.now() - begin
    if (failures.some((count) => count > 0))
      throw new Error(`${failures} documents were not as they should be`)
    return milliseconds
  }

  /** The most memory that one of the processes had so far, in MB. */
  async peakMemory(): Promise<number> {
    return Math.max(
      ...(await Promise.all(this.#children.map(async ({ pid }) => (await peakMemory(pid ?? 0)) ?? 0))),
    )
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        const exit = once(child, 'exit')
        child.disconnect()
        await exit
      }),
    )
  }
}

async function failed(child: ChildProcess, batches: readonly (readonly DocumentAsset[])[]): Promise<number> {
  return await new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`a process ended with ${code}`))
    child.once('exit', ended)
    child.once('message', ({ failed }: { failed: number }) => {
      child.off('exit', ended)
      resolve(failed)
    })
    child.send(batches)
  })
}

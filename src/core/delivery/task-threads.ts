import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** What a thread is sent: the task, and an id that comes back with its reply. */
export interface ThreadTask<Task> {
  readonly id: number
  readonly task: Task
}

/** What a thread answers: the result, or why there is none. */
export type ThreadReply<Result> =
  | { readonly id: number; readonly result: Result }
  | { readonly id: number; readonly error: unknown }

interface Waiting<Result> {
  resolve(result: Result): void
  reject(error: unknown): void
}

/** One thread and who waits for it. */
interface Thread<Result> {
  readonly worker: Worker
  readonly waiting: Map<number, Waiting<Result>>
}

/**
 * Threads that run one module, for work that would block the event loop. They start with the first tasks, as many as there are cores
 * at most, and do not keep the process alive. A thread that dies fails its tasks, and the next task starts a new one.
 */
export class TaskThreads<Task, Result> {
  readonly #module: URL
  readonly #most: number
  readonly #threads = new Set<Thread<Result>>()
  #lastId = 0

  /** @param module answers each `ThreadTask` with a `ThreadReply` */
  constructor(module: URL, most = availableParallelism()) {
    this.#module = module
    this.#most = most
  }

  /** Runs a task; buffers in `transfer` move to the thread and are gone here. */
  async run(task: Task, transfer: readonly ArrayBuffer[] = []): Promise<Result> {
    const thread = this.#leastBusy()
    const id = ++this.#lastId
    const result = new Promise<Result>((resolve, reject) => thread.waiting.set(id, { resolve, reject }))
    thread.worker.ref()
    thread.worker.postMessage({ id, task } satisfies ThreadTask<Task>, [...transfer])
    return await result
  }

  #leastBusy(): Thread<Result> {
    const [best] = [...this.#threads].sort((a, b) => a.waiting.size - b.waiting.size)
    if (best && (best.waiting.size === 0 || this.#threads.size >= this.#most)) return best
    return this.#start()
  }

  #start(): Thread<Result> {
    const thread: Thread<Result> = { worker: new Worker(this.#module), waiting: new Map() }
    thread.worker.on('message', (reply: ThreadReply<Result>) => {
      const caller = thread.waiting.get(reply.id)
      thread.waiting.delete(reply.id)
      if (thread.waiting.size === 0) thread.worker.unref()
      if ('error' in reply) caller?.reject(reply.error)
      else caller?.resolve(reply.result)
    })
    thread.worker.on('error', (error) => this.#giveUp(thread, error))
    thread.worker.on('exit', () => this.#giveUp(thread, new Error('The thread for pictures has ended.')))
    this.#threads.add(thread)
    return thread
  }

  #giveUp(thread: Thread<Result>, error: unknown): void {
    this.#threads.delete(thread)
    for (const caller of thread.waiting.values()) caller.reject(error)
    thread.waiting.clear()
  }
}

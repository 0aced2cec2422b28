import { parentPort } from 'node:worker_threads'
import type { ThreadReply, ThreadTask } from './task-threads.ts'

/** Makes this thread answer tasks of `TaskThreads`. `transfer` names the buffers of a result that move to the caller. */
export function answerTasks<Task, Result>(
  carryOut: (task: Task) => Result,
  transfer: (result: Result) => ArrayBuffer[] = () => [],
): void {
  parentPort?.on('message', ({ id, task }: ThreadTask<Task>) => {
    try {
      const result = carryOut(task)
      parentPort?.postMessage({ id, result } satisfies ThreadReply<Result>, transfer(result))
    } catch (error) {
      parentPort?.postMessage({ id, error } satisfies ThreadReply<Result>)
    }
  })
}

import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { DecodingReply, DecodingTask } from './decoding.ts'

/** Heap for JavaScript objects; pixels lie outside of it and are bounded by the number of pixels. In MB. */
const heapMegabytes = 256

export interface DecoderLimits {
  readonly fileName: string
  readonly maxSeconds: number
  readonly signal: AbortSignal
}

/**
 * Decodes a file in a thread of its own, which is ended when the time is over or `signal` aborts. Throws `bad-file` for a
 * broken file, `too-large` when it takes longer than `maxSeconds`, and the signal's reason.
 */
export async function runDecoder(task: DecodingTask, limits: DecoderLimits): Promise<void> {
  const { fileName, maxSeconds, signal } = limits
  const timeOver = AbortSignal.timeout(maxSeconds * 1000)
  const thread = new Worker(new URL('./decoder-thread.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
  })
  try {
    const [reply] = (await once(thread, 'message', { signal: AbortSignal.any([signal, timeOver]) })) as [
      DecodingReply,
    ]
    if (!reply.done)
      throw new DarkroomError('bad-file', say('damaged', { file: fileName, reason: reply.reason }))
  } catch (thrown) {
    if (thrown instanceof DarkroomError) throw thrown
    signal.throwIfAborted()
    if (timeOver.aborted)
      throw new DarkroomError('too-large', say('decodingTooSlow', { file: fileName, seconds: maxSeconds }))
    // A decoder that gives up in any other way met something that it was not made for.
    throw new DarkroomError('bad-file', say('damaged', { file: fileName, reason: say('canNotBeDecoded') }), {
      cause: thrown,
    })
  } finally {
    await thread.terminate()
  }
}

import { Worker } from 'node:worker_threads'
import { DarkroomError } from '../../errors.ts'
import { inEnglish, type NestedMessage, say } from '../../messages/messages.ts'
import { type CompiledPdfium, compilePdfium } from './pdfium.ts'
import type { ThreadAnswers, ThreadData, ThreadReply, ThreadRequest } from './thread-messages.ts'

let compiled: Promise<CompiledPdfium> | undefined

/** Of the thread's own objects: words and links. Pixels and PDFium lie elsewhere. */
const threadHeapMegabytes = 512

/** What one answer may cost. */
export interface SessionLimits {
  /** Memory of PDFium, in bytes, the file itself included. */
  readonly maxBytes: number
  /** Wall clock for one answer. */
  readonly maxSeconds: number
}

/** A PDF that a thread of its own has open, so that it can be ended whatever it does. */
export interface DocumentSession {
  /** Pages are numbered from 0. Throws `bad-file` and `too-large`, the file by its name. */
  ask<K extends ThreadRequest['ask']>(
    request: Extract<ThreadRequest, { ask: K }>,
    what: NestedMessage,
  ): Promise<ThreadAnswers[K]>
  close(): Promise<void>
}

/**
 * Opens the thread of a document; close it. `ask` names in `what` what its errors are about: `page 3 of "a.pdf"`. When the
 * signal is aborted, or an answer takes too long, the thread is ended and every further question fails.
 */
export async function openSession(
  path: string,
  limits: SessionLimits,
  signal: AbortSignal,
): Promise<DocumentSession> {
  compiled ??= compilePdfium()
  const workerData: ThreadData = { compiled: await compiled, path, maxBytes: limits.maxBytes }
  const worker = new Worker(new URL('./document-thread.ts', import.meta.url), {
    workerData,
    execArgv: [],
    env: compileCache(),
    resourceLimits: { maxOldGenerationSizeMb: threadHeapMegabytes },
    stdout: true,
    stderr: true,
  })
  // Taken off the streams, so that what PDFium may say neither piles up nor reaches a log.
  worker.stdout.resume()
  worker.stderr.resume()
  let ended: Error | undefined
  let waiting: PromiseWithResolvers<ThreadReply> | undefined
  const end = (error: Error) => {
    ended ??= error
    waiting?.reject(ended)
    waiting = undefined
  }
  worker.on('message', (reply: ThreadReply) => {
    waiting?.resolve(reply)
    waiting = undefined
  })
  worker.on('error', end)
  worker.on('exit', () => end(new Error('the thread has ended')))
  const abort = () => end(asError(signal.reason))
  signal.addEventListener('abort', abort)

  return {
    ask: async (request, what) => {
      signal.throwIfAborted()
      if (ended) throw failed(ended, what)
      const reply = Promise.withResolvers<ThreadReply>()
      waiting = reply
      const timer = setTimeout(() => end(tooSlow(limits.maxSeconds)), limits.maxSeconds * 1000)
      worker.postMessage(request)
      try {
        return answerOf(await reply.promise)
      } catch (error) {
        await worker.terminate()
        signal.throwIfAborted()
        throw failed(error, what)
      } finally {
        clearTimeout(timer)
      }
    },
    close: async () => {
      signal.removeEventListener('abort', abort)
      await worker.terminate()
    },
  }
}

function answerOf<K extends keyof ThreadAnswers>(reply: ThreadReply): ThreadAnswers[K] {
  if ('answer' in reply) return reply.answer as ThreadAnswers[K]
  throw reply.code === undefined
    ? new Error(inEnglish(reply.error))
    : new DarkroomError(reply.code, reply.error)
}

/** PDFium stops at damage that it did not expect, and where its memory ends. */
function failed(error: unknown, what: NestedMessage): DarkroomError {
  return error instanceof DarkroomError
    ? new DarkroomError(error.code, say('pdfProblem', { what, problem: error.said }))
    : new DarkroomError('bad-file', say('pdfProblem', { what, problem: say('pdfDamagedOrMemory') }), {
        cause: error,
      })
}

function tooSlow(maxSeconds: number): DarkroomError {
  return new DarkroomError('too-large', say('pdfTooSlow', { seconds: maxSeconds }))
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason))
}

/** All that the thread may know of the environment: where compiled modules are, which halves the time it takes to start. */
function compileCache(): NodeJS.ProcessEnv {
  const { NODE_COMPILE_CACHE } = process.env
  return NODE_COMPILE_CACHE === undefined ? {} : { NODE_COMPILE_CACHE }
}

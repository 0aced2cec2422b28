import { toDarkroomError } from '../errors.ts'
import { type Said, say } from '../messages/messages.ts'
import type { Delivery, QueueMessage, WebClient } from '../ports.ts'
import { shownUrl } from '../shown-url.ts'
import { TransientError } from '../transient-error.ts'
import type { Engine } from './engine.ts'
import { logLines } from './job-log.ts'
import { signature, signatureHeader } from './sign-callback.ts'

type CallbackDelivery = Delivery<Extract<QueueMessage, { queue: 'callback' }>>

/** A URL that could not be told so often is given up. With the pauses in between that takes some hours. */
export const maxCallbackAttempts = 8

/**
 * Tells a URL that a job has ended, as JSON, signed where there is a secret. Tried again while the other side does not answer; what fails for good is a
 * warning in the job's log.
 */
export async function callBack(
  engine: Engine,
  web: WebClient,
  secret: string | undefined,
  delivery: CallbackDelivery,
): Promise<void> {
  const { jobId, url } = delivery.message
  const reason = await tell(web, secret, delivery)
  if (reason === undefined) return
  const line = {
    type: 'UploadWarning',
    message: 'callbackFailed',
    args: { url: shownUrl(url), reason },
  } as const
  await logLines(engine.db, jobId, [line])
}

/** Why it failed for good; undefined when it did not. Throws for what is to be tried again. */
async function tell(
  web: WebClient,
  secret: string | undefined,
  delivery: CallbackDelivery,
): Promise<Said | undefined> {
  const { url, text } = delivery.message
  const headers: Record<string, string> =
    secret === undefined ? {} : { [signatureHeader]: signature(secret, text, new Date()) }
  try {
    const { status } = await web.post(
      url,
      { contentType: 'application/json', text, headers },
      { signal: delivery.signal },
    )
    return status < 400 ? undefined : say('callbackAnswered', { status })
  } catch (error) {
    delivery.signal.throwIfAborted()
    if (error instanceof TransientError && delivery.attempt < maxCallbackAttempts) throw error
    return toDarkroomError(error).said
  }
}

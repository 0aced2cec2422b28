import { toDarkroomError } from '../errors.ts'
import type { Delivery, QueueMessage, WebClient } from '../ports.ts'
import { shownUrl } from '../shown-url.ts'
import { TransientError } from '../transient-error.ts'
import type { Engine } from './engine.ts'
import { logLines } from './job-log.ts'

type CallbackDelivery = Delivery<Extract<QueueMessage, { queue: 'callback' }>>

/** A URL that could not be told so often is given up. With the pauses in between that takes some hours. */
export const maxCallbackAttempts = 8

/**
 * Tells a URL that a job has ended, as JSON. Tried again while the other side does not answer; what fails for good is a
 * warning in the job's log.
 */
export async function callBack(engine: Engine, web: WebClient, delivery: CallbackDelivery): Promise<void> {
  const { jobId, url, text } = delivery.message
  const reason = await tell(web, delivery, url, text)
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
  delivery: CallbackDelivery,
  url: string,
  text: string,
): Promise<string | undefined> {
  try {
    const { status } = await web.post(
      url,
      { contentType: 'application/json', text },
      { signal: delivery.signal },
    )
    return status < 400 ? undefined : `it answered ${status}`
  } catch (error) {
    delivery.signal.throwIfAborted()
    if (error instanceof TransientError && delivery.attempt < maxCallbackAttempts) throw error
    return toDarkroomError(error).message
  }
}

import { finished } from 'node:stream'
import { Client } from 'basic-ftp'
import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'
import type { WebLimits, WebResource } from '../../core/ports.ts'
import { TransientError } from '../../core/transient-error.ts'
import { type AddressRules, allowedAddresses } from './allowed-addresses.ts'
import { ftpDownload } from './ftp-download.ts'
import { ftpFailure } from './ftp-failure.ts'
import { announcedSize, signIn } from './ftp-session.ts'
import type { FtpTarget } from './ftp-target.ts'
import type { HostSlots } from './host-slots.ts'
import { replyBody } from './reply-body.ts'
import { type RetryPolicy, withRetry } from './retry.ts'
import { TimeLimit } from './time-limit.ts'

export interface FtpSourceOptions {
  readonly addresses: AddressRules
  readonly slots: HostSlots
  readonly policy: RetryPolicy
  readonly connectMs: number
  /** Silence of the server, before a reply and in the middle of a file, in milliseconds. */
  readonly idleMs: number
  /** PEM of the certificate authorities to trust; undefined: those of Node.js. */
  readonly ca: string | undefined
}

/** Files of FTP servers, each over a connection of its own. */
export class FtpSource {
  readonly #options: FtpSourceOptions
  readonly #closing = new AbortController()

  constructor(options: FtpSourceOptions) {
    this.#options = options
  }

  /** As `WebClient.get`. */
  async get(target: FtpTarget, { signal, maxBytes, maxSeconds }: WebLimits): Promise<WebResource> {
    const either = AbortSignal.any([signal, this.#closing.signal])
    const time = new TimeLimit(maxSeconds, target.shown, either)
    try {
      const open = async () => await this.#open(target, maxBytes, time)
      const resource = await withRetry(this.#options.policy, time.signal, open)
      finished(resource.body, () => time.stop())
      return resource
    } catch (error) {
      time.stop()
      throw error
    }
  }

  /** Breaks off what is under way; nothing is fetched after. */
  close(): void {
    this.#closing.abort(new TransientError(say('serverStopping')))
  }

  async #open(target: FtpTarget, maxBytes: number, time: TimeLimit): Promise<WebResource> {
    const { slots, idleMs } = this.#options
    const release = await slots.take(target.url.hostname, time.signal)
    time.start()
    const client = new Client(idleMs)
    const aborted = Promise.withResolvers<never>()
    const end = () => {
      time.signal.removeEventListener('abort', onAbort)
      client.close()
      release()
    }
    const onAbort = () => {
      aborted.reject(time.signal.reason)
      end()
    }
    time.signal.addEventListener('abort', onAbort, { once: true })
    try {
      // The race is for steps that closing the client does not end, such as the question to the name service.
      return await Promise.race([this.#resource(client, target, { maxBytes, time, end }), aborted.promise])
    } catch (error) {
      end()
      time.signal.throwIfAborted()
      throw ftpFailure(error, target.shown)
    }
  }

  async #resource(
    client: Client,
    target: FtpTarget,
    { maxBytes, time, end }: { maxBytes: number; time: TimeLimit; end: () => void },
  ): Promise<WebResource> {
    const { addresses, connectMs, ca } = this.#options
    const { shown, url } = target
    const usable = await allowedAddresses(url.hostname, addresses)
    await signIn(client, target, usable, { connectMs, ca, signal: time.signal })
    const path = await client.protectWhitespace(target.path)
    const size = await announcedSize(client, path)
    if (size !== undefined && size > maxBytes)
      throw new DarkroomError('too-large', say('tooManyBytes', { file: shown, size, max: maxBytes }))
    const { source, begun } = ftpDownload(client, { path, size, shown })
    const body = replyBody(source, {
      coding: undefined,
      maxBytes,
      shown,
      failure: (thrown) => (time.signal.aborted ? time.signal.reason : ftpFailure(thrown, shown)),
      onClose: end,
    })
    await begun
    return { body, size, mimeType: undefined, fileName: undefined, finalUrl: url.href }
  }
}

import { Agent, type Dispatcher } from 'undici'
import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'
import type { WebBody, WebClient, WebLimits, WebResource } from '../../core/ports.ts'
import { TransientError } from '../../core/transient-error.ts'
import { type Resolve, systemResolve } from './allowed-addresses.ts'
import { checkedConnector } from './checked-connector.ts'
import type { OutgoingConfig } from './config.ts'
import { outgoingFailure } from './failure.ts'
import { FtpSource } from './ftp-source.ts'
import { ftpSchemes, ftpTarget } from './ftp-target.ts'
import { HostSlots } from './host-slots.ts'
import { isPublicAddress } from './public-address.ts'
import { isPlainCoding, replyBody } from './reply-body.ts'
import { contentLength, dispositionFileName, header, mediaType } from './reply-headers.ts'
import { parseRetryAfter, type RetryPolicy, withRetry } from './retry.ts'
import { parseTarget, parseUrl, redirectTarget, type Target, webSchemes } from './target.ts'
import { TimeLimit } from './time-limit.ts'

/** Redirects that are followed in a row. */
const maxRedirects = 5
/** Bytes of a reply that nobody wants which are read to keep the connection; beyond, it is closed. */
const maxDroppedBytes = 16 * 1024
/** Time for a `post`, tries and redirects included. */
const postSeconds = 120

/** How long each step may take, in milliseconds, and the pauses between tries. */
export interface OutgoingTimes {
  readonly connectMs: number
  /** From the request to the reply's headers. */
  readonly headersMs: number
  /** Silence in the middle of a body, and for FTP before any reply. */
  readonly idleMs: number
  readonly firstPauseMs: number
  readonly maxPauseMs: number
}

const defaultTimes: OutgoingTimes = {
  connectMs: 10_000,
  headersMs: 60_000,
  idleMs: 30_000,
  firstPauseMs: 500,
  maxPauseMs: 60_000,
}

/** What stands in for the usual parts. */
export interface WebClientOptions {
  /** Default: the system's name service. */
  readonly resolve?: Resolve
  /** Which addresses may be connected to. Default: public ones, or all when the configuration allows private ones. */
  readonly isAllowed?: (ip: string) => boolean
  /** PEM of the certificate authorities to trust. Default: those of Node.js. */
  readonly ca?: string
  readonly times?: Partial<OutgoingTimes>
}

interface WebRequest {
  readonly method: 'GET' | 'POST'
  readonly target: Target
  readonly body: WebBody | undefined
}

interface WebReply {
  readonly target: Target
  readonly response: Dispatcher.ResponseData
  /** Gives the host's slot back. */
  readonly release: () => void
}

/** Outgoing HTTP, and FTP for `get`, over connections of its own. Proxies that the environment names are not used. */
export class UndiciWebClient implements WebClient {
  readonly #agent: Agent
  readonly #ftp: FtpSource
  readonly #slots: HostSlots
  readonly #policy: RetryPolicy

  constructor(config: OutgoingConfig, options: WebClientOptions = {}) {
    const times = { ...defaultTimes, ...options.times }
    this.#slots = new HostSlots(config.perHost)
    this.#policy = { tries: config.tries, firstPauseMs: times.firstPauseMs, maxPauseMs: times.maxPauseMs }
    const ca = options.ca
    const addresses = {
      resolve: options.resolve ?? systemResolve,
      isAllowed: options.isAllowed ?? (config.allowPrivate ? () => true : isPublicAddress),
    }
    this.#agent = new Agent({
      headersTimeout: times.headersMs,
      bodyTimeout: times.idleMs,
      connect: checkedConnector({ ...addresses, timeoutMs: times.connectMs, ca }),
    })
    const { connectMs, idleMs } = times
    this.#ftp = new FtpSource({
      addresses,
      slots: this.#slots,
      policy: this.#policy,
      connectMs,
      idleMs,
      ca,
    })
  }

  async get(url: string, limits: WebLimits): Promise<WebResource> {
    const parsed = parseUrl(url, [...webSchemes, ...ftpSchemes])
    if (ftpSchemes.includes(parsed.protocol)) return await this.#ftp.get(ftpTarget(parsed), limits)
    const { signal, maxBytes, maxSeconds } = limits
    const target = parseTarget(url)
    const time = new TimeLimit(maxSeconds, target.shown, signal)
    try {
      const reply = await this.#fetch({ method: 'GET', target, body: undefined }, time)
      return await resource(reply, maxBytes, time)
    } catch (error) {
      time.stop()
      throw error
    }
  }

  async post(
    url: string,
    body: WebBody,
    { signal }: { readonly signal: AbortSignal },
  ): Promise<{ readonly status: number }> {
    const target = parseTarget(url)
    const time = new TimeLimit(postSeconds, target.shown, signal)
    try {
      const reply = await this.#fetch({ method: 'POST', target, body }, time)
      await drop(reply)
      return { status: reply.response.statusCode }
    } finally {
      time.stop()
    }
  }

  /** Breaks off what is under way and closes all connections. */
  async close(): Promise<void> {
    this.#ftp.close()
    await this.#agent.destroy()
  }

  /** The last reply after redirects and tries; its status is neither of a redirect nor one that asks to come back later. */
  async #fetch(request: WebRequest, time: TimeLimit): Promise<WebReply> {
    return await withRetry(this.#policy, time.signal, async () => await this.#follow(request, time))
  }

  async #follow(first: WebRequest, time: TimeLimit): Promise<WebReply> {
    let request = first
    for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
      const reply = await this.#send(request, time)
      const { statusCode, headers } = reply.response
      const location = header(headers, 'location')
      if (![301, 302, 303, 307, 308].includes(statusCode) || location === undefined) {
        if (statusCode !== 408 && statusCode !== 429 && statusCode < 500) return reply
        await drop(reply)
        const retryAfterMs = parseRetryAfter(header(headers, 'retry-after'), new Date())
        throw new TransientError(say('answeredStatus', { url: request.target.shown, status: statusCode }), {
          retryAfterMs,
        })
      }
      await drop(reply)
      const target = redirectTarget(request.target, location)
      const same = statusCode === 307 || statusCode === 308
      request = same ? { ...request, target } : { method: 'GET', target, body: undefined }
    }
    throw new DarkroomError(
      'bad-file',
      say('tooManyRedirects', { url: first.target.shown, max: maxRedirects }),
    )
  }

  async #send({ method, target, body }: WebRequest, time: TimeLimit): Promise<WebReply> {
    const release = await this.#slots.take(target.url.hostname, time.signal)
    time.start()
    try {
      const response = await this.#agent.request({
        origin: target.url.origin,
        path: target.url.pathname + target.url.search,
        method,
        headers: {
          'user-agent': 'darkroom',
          accept: '*/*',
          'accept-encoding': 'identity',
          ...(target.authorization === undefined ? {} : { authorization: target.authorization }),
          ...(body === undefined ? {} : { 'content-type': body.contentType, ...body.headers }),
        },
        body: body?.text ?? null,
        signal: time.signal,
      })
      return { target, response, release }
    } catch (error) {
      release()
      time.signal.throwIfAborted()
      throw outgoingFailure(error, target.shown)
    }
  }
}

async function resource(reply: WebReply, maxBytes: number, time: TimeLimit): Promise<WebResource> {
  const { target, response } = reply
  const { headers, statusCode } = response
  const size = contentLength(headers)
  const coding = header(headers, 'content-encoding')
  try {
    // 206 is a part that was not asked for.
    if (statusCode < 200 || statusCode > 299 || statusCode === 206)
      throw new DarkroomError('bad-file', say('answeredNot200', { url: target.shown, status: statusCode }))
    if (size !== undefined && size > maxBytes) {
      const message = say('tooManyBytes', { file: target.shown, size, max: maxBytes })
      throw new DarkroomError('too-large', message)
    }
    const body = replyBody(response.body, {
      coding,
      maxBytes,
      shown: target.shown,
      failure: (thrown) => (time.signal.aborted ? time.signal.reason : outgoingFailure(thrown, target.shown)),
      onClose: () => {
        time.stop()
        reply.release()
      },
    })
    return {
      body,
      size: isPlainCoding(coding) ? size : undefined,
      mimeType: mediaType(headers),
      fileName: dispositionFileName(headers),
      finalUrl: target.url.href,
    }
  } catch (error) {
    await drop(reply)
    throw error
  }
}

/** Ends a reply whose body is not wanted. */
async function drop({ response, release }: WebReply): Promise<void> {
  // The status is known already: how the rest ends does not matter.
  await response.body.dump({ limit: maxDroppedBytes }).catch(() => undefined)
  release()
}

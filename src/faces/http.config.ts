import { availableParallelism, hostname } from 'node:os'
import { DarkroomError } from '../core/errors.ts'
import { readFileLimits } from '../core/jobs/kinds/file-limits.ts'
import { type Env, integerSetting, textSetting } from '../core/setting.ts'

/** What may be held for clients of UploadFile before their credentials are known to be right, in bytes of files. */
export interface EarlyLimits {
  /** Of one request (DARKROOM_EARLY_BYTES). */
  readonly maxBytesBeforeAuth: number
  /** Of all requests of one address (DARKROOM_EARLY_BYTES_OF_ADDRESS). */
  readonly maxBytesOfAddress: number
  /** Of all requests of this process (DARKROOM_EARLY_BYTES_IN_ALL). */
  readonly maxBytesInAll: number
  /** From the first byte of a file until the auth part is there (DARKROOM_EARLY_SECONDS). */
  readonly maxSecondsBeforeAuth: number
}

/** How the HTTP process is reached, and what a request may bring. */
export interface HttpConfig {
  readonly host: string
  readonly port: number
  /** Paths of PEM files; undefined: plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | undefined
  /** Which proxies' X-Forwarded-* headers count: true for all, a number of hops, or a list of addresses. */
  readonly trustProxy: boolean | string | ((address: string, hop: number) => boolean)
  /** How clients reach the server, without a closing slash; undefined: the host of each request. */
  readonly publicUrl: string | undefined
  readonly maxFileBytes: number
  readonly maxParts: number
  readonly early: EarlyLimits
  /** Pictures that are rendered at the same time; more wait. */
  readonly rendersAtOnce: number
  /** Requests for pictures that wait while others are rendered; more get a 503. */
  readonly rendersWaiting: number
  /** Size of one SOAP request, as received and decoded, in bytes. */
  readonly maxSoapBytes: number
}

/** Largest SOAP request unless DARKROOM_MAX_SOAP_BYTES says otherwise. */
export const defaultMaxSoapBytes = 4 * 1024 * 1024
/** What is held for strangers unless settings say otherwise. */
export const defaultEarlyLimits: EarlyLimits = {
  maxBytesBeforeAuth: 64 * 1024 * 1024,
  maxBytesOfAddress: 4 * 64 * 1024 * 1024,
  maxBytesInAll: 8 * 64 * 1024 * 1024,
  maxSecondsBeforeAuth: 300,
}

/** Throws `invalid-parameter` that names the variable. */
export function httpConfig(env: Env): HttpConfig {
  const cert = textSetting(env, 'DARKROOM_TLS_CERT')
  const key = textSetting(env, 'DARKROOM_TLS_KEY')
  if ((cert === undefined) !== (key === undefined))
    throw new DarkroomError(
      'invalid-parameter',
      'DARKROOM_TLS_CERT and DARKROOM_TLS_KEY go together; one of them is unset.',
      { field: 'DARKROOM_TLS_CERT' },
    )
  return {
    host: textSetting(env, 'HOST') ?? '127.0.0.1',
    port: integerSetting(env, 'PORT', 8080, { max: 65_535 }),
    tls: cert === undefined || key === undefined ? undefined : { cert, key },
    trustProxy: trustProxy(textSetting(env, 'DARKROOM_TRUST_PROXY')),
    publicUrl: publicUrl(textSetting(env, 'DARKROOM_PUBLIC_URL')),
    maxFileBytes: readFileLimits(env).maxFileBytes,
    maxParts: integerSetting(env, 'DARKROOM_MAX_PARTS', 10_000, { min: 1 }),
    early: earlyLimits(env),
    rendersWaiting: integerSetting(env, 'DARKROOM_RENDERS_WAITING', 1_000),
    maxSoapBytes: integerSetting(env, 'DARKROOM_MAX_SOAP_BYTES', defaultMaxSoapBytes, { min: 1024 }),
    rendersAtOnce: integerSetting(env, 'DARKROOM_RENDERS', availableParallelism(), { min: 1, max: 256 }),
  }
}

/**
 * How clients reach the server when no request says so, as in mails; without a closing slash. The name of this machine
 * stands for an address that means every one of its addresses.
 */
export function baseUrl({ publicUrl, tls, host, port }: HttpConfig): string {
  if (publicUrl !== undefined) return publicUrl
  const name = host === '0.0.0.0' || host === '::' ? hostname() : host
  return `${tls ? 'https' : 'http'}://${name.includes(':') ? `[${name}]` : name}:${port}`
}

function earlyLimits(env: Env): EarlyLimits {
  const { maxBytesBeforeAuth, maxBytesOfAddress, maxBytesInAll, maxSecondsBeforeAuth } = defaultEarlyLimits
  return {
    maxBytesBeforeAuth: integerSetting(env, 'DARKROOM_EARLY_BYTES', maxBytesBeforeAuth),
    maxBytesOfAddress: integerSetting(env, 'DARKROOM_EARLY_BYTES_OF_ADDRESS', maxBytesOfAddress),
    maxBytesInAll: integerSetting(env, 'DARKROOM_EARLY_BYTES_IN_ALL', maxBytesInAll),
    maxSecondsBeforeAuth: integerSetting(env, 'DARKROOM_EARLY_SECONDS', maxSecondsBeforeAuth, {
      min: 1,
      max: 86_400,
    }),
  }
}

function trustProxy(text: string | undefined): HttpConfig['trustProxy'] {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  if (!/^\d+$/.test(text)) return text
  const hops = Number(text)
  return (_address, hop) => hop < hops
}

function publicUrl(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new DarkroomError(
      'invalid-parameter',
      `DARKROOM_PUBLIC_URL is "${text}"; expected an address such as https://images.shop.example.`,
      { field: 'DARKROOM_PUBLIC_URL' },
    )
  return text.replace(/\/+$/, '')
}

import type { IncomingMessage } from 'node:http'
import type { Caller } from '../../core/accounts/caller.ts'
import { DarkroomError } from '../../core/errors.ts'
import type { BlobStore, StagedBlob } from '../../core/ports.ts'
import { noAuth, type RequestAuth, readAuthHeader } from '../ips/request-auth.ts'
import { versionOfNamespace } from '../ips/versions.ts'
import type { EarlyBytesOfRequest } from './early-bytes.ts'
import { defaultMultipartLimits, type Part, readMultipart } from './multipart.ts'
import { boundaryOf } from './multipart-boundary.ts'
import { readUploadRequest, type UploadRequest } from './upload-param.ts'
import { parseXmlPart } from './xml-part.ts'

/** Size of the `auth` and the `uploadParams` part. */
export const maxXmlPartBytes = 1024 * 1024

/** One file part, complete in staging. */
export interface ReceivedFile {
  /** The part's filename as sent; empty when it had none. */
  readonly sentName: string
  readonly blob: StagedBlob
}

/** What one POST has brought so far; also of use when it fails half-way. */
export class Reception {
  auth: RequestAuth = noAuth
  caller: Caller | undefined
  request: UploadRequest | undefined
  readonly files: ReceivedFile[] = []

  /** Drops the files that were not handed over. */
  async discard(): Promise<void> {
    await Promise.all(this.files.splice(0).map((file) => file.blob.discard()))
  }
}

/** What one POST may bring. */
export interface UploadLimits {
  /** Size of one file (DARKROOM_MAX_FILE_BYTES). */
  readonly maxFileBytes: number
  /** Parts of one POST (DARKROOM_MAX_PARTS). */
  readonly maxParts: number
}

export interface ReceiveServices {
  readonly blobs: BlobStore
  readonly authenticate: (auth: RequestAuth) => Promise<Caller>
  readonly limits: UploadLimits
  readonly early: EarlyBytesOfRequest
  /**
   * Called when the document of the request is there, and when the credentials come after it, while files may still be
   * on their way.
   */
  readonly onRequest: (request: UploadRequest, caller: Caller | undefined) => Promise<void>
}

/**
 * Reads a POST to the end: parts in any order, unknown ones ignored, files straight to staging. Throws at the first
 * fault; `reception` then holds what there was.
 */
export async function receive(
  message: IncomingMessage,
  services: ReceiveServices,
  reception: Reception,
  gone: AbortSignal,
): Promise<void> {
  const { late } = services.early
  const signal = AbortSignal.any([gone, late])
  // What waits for a client that says nothing more ends with its connection.
  await Promise.race([rejectedBy(late), receiveParts(message, services, reception, signal)])
}

async function receiveParts(
  message: IncomingMessage,
  services: ReceiveServices,
  reception: Reception,
  signal: AbortSignal,
): Promise<void> {
  const boundary = boundaryOf(message.headers['content-type'])
  for await (const part of readMultipart(message, boundary, {
    ...defaultMultipartLimits,
    maxParts: services.limits.maxParts,
  })) {
    if (part.name === 'auth') {
      await signIn(await readXmlPart(part, signal), services, reception)
      if (reception.request) await services.onRequest(reception.request, reception.caller)
    } else if (part.name === 'uploadParams') {
      reception.request = readUploadRequest(await readXmlPart(part, signal))
      await services.onRequest(reception.request, reception.caller)
    } else if (part.fileName !== undefined) {
      const body = counted(part, services.limits.maxFileBytes, (bytes) => {
        if (!reception.caller) services.early.take(bytes)
      })
      const blob = await services.blobs.stage(body, signal)
      // A browser sends an empty part without a name for a file field that was left alone.
      if (part.fileName === '' && blob.size === 0) await blob.discard()
      else reception.files.push({ sentName: part.fileName, blob })
    }
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

async function signIn(xml: Buffer, services: ReceiveServices, reception: Reception): Promise<void> {
  services.early.authCame()
  const root = parseXmlPart('auth', xml)
  if (root.name !== 'authHeader' || versionOfNamespace(root.namespace) === undefined)
    throw new DarkroomError(
      'invalid-xml',
      `auth: the root element is ${root.name} in '${root.namespace}'; expected authHeader in a namespace of the IPS API.`,
    )
  reception.auth = readAuthHeader(root)
  reception.caller = await services.authenticate(reception.auth)
  services.early.release()
}

async function readXmlPart(part: Part, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of part.body) {
    size += chunk.length
    if (size > maxXmlPartBytes)
      throw new DarkroomError('too-large', `${part.name}: the part has more than ${maxXmlPartBytes} bytes.`)
    chunks.push(chunk)
  }
  signal.throwIfAborted()
  return Buffer.concat(chunks)
}

async function* counted(part: Part, maxFileBytes: number, onBytes: (bytes: number) => void) {
  let size = 0
  for await (const chunk of part.body) {
    size += chunk.length
    if (size > maxFileBytes)
      throw new DarkroomError('too-large', `${part.fileName}: the file has more than ${maxFileBytes} bytes.`)
    onBytes(chunk.length)
    yield chunk
  }
}

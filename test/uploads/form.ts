import { authXml, type Upload, uploadParamXml } from '../support/upload.ts'

/** One part of a form, in the words of its Content-Disposition. */
export interface FormPart {
  readonly name: string
  /** Undefined: a plain field. */
  readonly fileName?: string
  readonly body: string | Uint8Array
}

export interface FormReply {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export const boundary = 'darkroom-form-boundary'
export const servletPath = '/scene7/UploadFile'

/** The `auth` part. */
export function authPart(upload: Upload = {}): FormPart {
  return { name: 'auth', body: authXml(upload) }
}

/** The `uploadParams` part. */
export function paramsPart(upload: Upload): FormPart {
  return { name: 'uploadParams', body: uploadParamXml(upload) }
}

export function filePart(fileName: string, body: string | Uint8Array): FormPart {
  return { name: 'file', fileName, body }
}

/** What comes before a part's content: delimiter and headers. */
export function partHead({ name, fileName }: Omit<FormPart, 'body'>): string {
  const target = fileName === undefined ? '' : `; filename="${fileName}"`
  return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${target}\r\n\r\n`
}

/** A multipart body with the parts in this order. */
export function formBody(parts: readonly FormPart[]): Buffer {
  const pieces = parts.flatMap((part) => [partHead(part), part.body, '\r\n'])
  return Buffer.concat([...pieces, `--${boundary}--\r\n`].map((piece) => Buffer.from(piece)))
}

/** POSTs the parts in this order. */
export async function postForm(
  url: string,
  parts: readonly FormPart[],
  headers: Readonly<Record<string, string>> = {},
): Promise<FormReply> {
  return await postBody(url, formBody(parts), {
    'content-type': `multipart/form-data; boundary=${boundary}`,
    ...headers,
  })
}

/** POSTs any bytes to the servlet. */
export async function postBody(
  url: string,
  body: Buffer | string,
  headers: Readonly<Record<string, string>>,
): Promise<FormReply> {
  const response = await fetch(`${url}${servletPath}`, { method: 'POST', headers, body: Buffer.from(body) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

/** The handle in a success document. Throws with what came instead. */
export function handleIn(reply: FormReply): string {
  const handle = /<jobHandle>(.*?)<\/jobHandle>/.exec(reply.text)?.[1]
  if (reply.status !== 200 || handle === undefined) throw new Error(`${reply.status} ${reply.text}`)
  return handle
}

export interface Fault {
  readonly name: string
  readonly code: string
  readonly reason: string
}

const faultDocument =
  /^<\?xml version='1\.0' encoding='UTF-8'\?><tns:(\w+) xmlns:tns="http:\/\/www\.scene7\.com\/IpsApi\/xsd"><tns:code>(\d+)<\/tns:code><tns:reason>([^<]*)<\/tns:reason><\/tns:\1>$/

/** A fault document, which must have exactly the documented shape. */
export function faultIn(text: string): Fault {
  const [, name, code, reason] = faultDocument.exec(text) ?? []
  if (name === undefined || code === undefined || reason === undefined)
    throw new Error(`this is no fault document: ${text}`)
  return { name, code, reason: unescaped(reason) }
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}

import { DarkroomError } from '../../core/errors.ts'
import { checkBoundary } from './multipart-boundary.ts'
import { parseDisposition } from './multipart-disposition.ts'
import { lineKind, readHeaders } from './multipart-headers.ts'
import { MultipartInput } from './multipart-input.ts'
import { type Delimiter, MultipartSections } from './multipart-sections.ts'

/** One part of a multipart body. */
export interface Part {
  /** Of the form field; empty when the part has none. */
  readonly name: string
  /** As sent, with folders (`Co/dir//a.jpg`, `C:\dir\a.jpg`); empty for an empty file field, undefined for a plain field. */
  readonly fileName: string | undefined
  /** Value of Content-Type as sent, parameters included. */
  readonly contentType: string | undefined
  /** All header fields by lower-case name. Content-Transfer-Encoding is told, not undone. */
  readonly headers: ReadonlyMap<string, string>
  /** The content, to be read once and before the next part is asked for; the next part skips what is left. */
  readonly body: AsyncIterable<Buffer>
}

/** Bounds of one body. Sizes of contents are the caller's to count. */
export interface MultipartLimits {
  /** More parts throw `too-large`. */
  readonly maxParts: number
  /** Bytes of one part's header block; more throw `invalid-request`. */
  readonly maxHeaderBytes: number
}

/** What holds when the caller names no limits. */
export const defaultMultipartLimits: MultipartLimits = { maxParts: 1000, maxHeaderBytes: 16 * 1024 }

/**
 * Streams the parts of a multipart body (RFC 2046) in the dialect of the UploadFile servlet, at the pace they are read.
 * Beyond the standard: after a closing delimiter (`--boundary--`) a line that starts with a `Content-` field begins another
 * part, anything else is an epilogue in which only another delimiter line counts; content may follow the headers without a
 * blank line; when the first delimiter line ends in a bare line feed, so does the line before each delimiter.
 *
 * Throws `invalid-request` for a body without a delimiter, one that ends before its closing delimiter, and over-long headers;
 * `too-large` for too many parts. Errors of the stream pass through. A Node stream is never destroyed, so a request can
 * be answered; what is unread of it is then the caller's to drain or drop.
 */
export async function* readMultipart(
  body: AsyncIterable<Uint8Array>,
  boundary: string,
  limits: MultipartLimits = defaultMultipartLimits,
): AsyncGenerator<Part, void, void> {
  checkBoundary(boundary)
  const input = new MultipartInput(body)
  const sections = new MultipartSections(input, boundary)
  try {
    let delimiter = await skipSection(sections, '\n')
    if (delimiter === undefined) {
      throw new DarkroomError('invalid-request', 'The body holds no delimiter line of its boundary.')
    }
    const lineEnd = delimiter.lineEnd === '\n' ? '\n' : '\r\n'
    let count = 0
    while (delimiter !== undefined) {
      if (delimiter.closing && !(await partFollows(sections))) {
        delimiter = await skipSection(sections, '\n')
        continue
      }
      count += 1
      if (count > limits.maxParts) {
        throw new DarkroomError('too-large', `The body has more than ${limits.maxParts} parts.`)
      }
      const headers = await readHeaders(input, sections.mark, limits.maxHeaderBytes)
      const section = new PartSection(sections, lineEnd)
      yield {
        ...parseDisposition(headers.get('content-disposition')),
        contentType: headers.get('content-type'),
        headers,
        body: section.content(),
      }
      delimiter = await section.finish()
    }
  } finally {
    await input.close()
  }
}

/** The content of one part, which either the caller reads or `finish` skips. */
class PartSection {
  readonly #sections: MultipartSections
  #end: Delimiter | undefined
  #skipped = false

  constructor(sections: MultipartSections, lineEnd: '\r\n' | '\n') {
    this.#sections = sections
    sections.begin(lineEnd)
  }

  async *content(): AsyncGenerator<Buffer, void, void> {
    for (let chunk = await this.#next(); chunk !== undefined; chunk = await this.#next()) yield chunk
  }

  async finish(): Promise<Delimiter> {
    while (this.#end === undefined) {
      this.#skipped = true
      await this.#advance()
    }
    return this.#end
  }

  async #next(): Promise<Buffer | undefined> {
    if (this.#skipped) throw new Error('A part was read after the next one was asked for.')
    return this.#end === undefined ? this.#advance() : undefined
  }

  async #advance(): Promise<Buffer | undefined> {
    const found = await this.#sections.next()
    if (found === undefined) {
      throw new DarkroomError(
        'invalid-request',
        'The body ends before its closing delimiter; it was cut short.',
      )
    }
    if (Buffer.isBuffer(found)) return found
    this.#end = found
    return undefined
  }
}

/** Skips to the delimiter that ends the section; undefined when the stream ends first. */
async function skipSection(
  sections: MultipartSections,
  lineEnd: '\r\n' | '\n',
): Promise<Delimiter | undefined> {
  sections.begin(lineEnd)
  let found = await sections.next()
  while (Buffer.isBuffer(found)) found = await sections.next()
  return found
}

/** Whether a part begins right after a closing delimiter. A stream that ends inside `Content-` was cut short, so it does. */
async function partFollows({ input, mark }: MultipartSections): Promise<boolean> {
  for (;;) {
    const kind = lineKind(input, mark)
    if (kind === 'blank') {
      input.take(input.bytes.indexOf('\n') + 1)
    } else if (kind !== 'partial' || !(await input.more())) {
      const start = input.bytes.toString('latin1', 0, 'content-'.length).toLowerCase()
      return start !== '' && (kind === 'field' || kind === 'partial') && 'content-'.startsWith(start)
    }
  }
}

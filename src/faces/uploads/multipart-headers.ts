import { isUtf8 } from 'node:buffer'
import { DarkroomError } from '../../core/errors.ts'
import type { MultipartInput } from './multipart-input.ts'

/** Longest field name that is taken for one, in bytes; a longer run of letters is content. */
const maxFieldNameBytes = 76
/** How much of a line is looked at to tell what it is, in bytes. */
const lineWindow = 1024

const token = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]"
const fieldStart = new RegExp(`^${token}{1,${maxFieldNameBytes}}[ \\t]*:`)
const fieldMaybe = new RegExp(`^${token}{0,${maxFieldNameBytes}}[ \\t]*\\r?$`)
const blank = /^[ \t]*\r?\n/
const continuation = /^[ \t]+[^ \t\r\n]/

/** What the bytes at the start of a line are. `partial`: more are needed to tell. */
export type LineKind = 'field' | 'continuation' | 'blank' | 'content' | 'partial'

/** Tells what the line that starts `input` is; `mark` (hyphens and boundary) is content, as is all that is no header. */
export function lineKind(input: MultipartInput, mark: Buffer): LineKind {
  const { bytes } = input
  const head = bytes.subarray(0, mark.length)
  if (mark.subarray(0, head.length).equals(head)) return head.length < mark.length ? 'partial' : 'content'
  const text = bytes.toString('latin1', 0, Math.min(bytes.length, lineWindow))
  if (blank.test(text)) return 'blank'
  if (continuation.test(text)) return 'continuation'
  if (fieldStart.test(text)) return 'field'
  return text.length < lineWindow && fieldMaybe.test(text) ? 'partial' : 'content'
}

/**
 * Reads a part's header fields, names in lower case, folded lines joined; of a repeated field the first counts. Stops behind
 * the blank line, or without one at the first line that is no header. Values are UTF-8, or Latin-1 where they are not valid
 * UTF-8. Throws `invalid-request` beyond `maxBytes`. When the stream ends inside, returns what is complete.
 */
export async function readHeaders(
  input: MultipartInput,
  mark: Buffer,
  maxBytes: number,
): Promise<Map<string, string>> {
  const lines: string[] = []
  let left = maxBytes
  for (;;) {
    const kind = lineKind(input, mark)
    if (kind === 'partial') {
      if (await input.more()) continue
      break
    }
    if (kind === 'content' || (kind === 'continuation' && lines.length === 0)) break
    const line = await readLine(input, left)
    if (kind === 'blank' || line === undefined) break
    left -= line.length
    const text = decode(line).trimEnd()
    if (kind === 'field') lines.push(text)
    else lines.push(`${lines.pop()} ${text.trimStart()}`)
  }
  const fields = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trimEnd().toLowerCase()
    if (!fields.has(name)) fields.set(name, line.slice(colon + 1).trim())
  }
  return fields
}

/** Takes a line with its line feed; undefined when the stream ends before it. */
async function readLine(input: MultipartInput, maxBytes: number): Promise<Buffer | undefined> {
  let searched = 0
  for (;;) {
    const at = input.bytes.indexOf('\n', searched)
    const length = at < 0 ? input.bytes.length : at + 1
    if (length > maxBytes) {
      throw new DarkroomError('invalid-request', "A part's headers are beyond the limit for them.", {
        field: 'headers',
      })
    }
    if (at >= 0) return input.take(length)
    searched = length
    if (!(await input.more())) return undefined
  }
}

function decode(line: Buffer): string {
  return line.toString(isUtf8(line) ? 'utf8' : 'latin1')
}

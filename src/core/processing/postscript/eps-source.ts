import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DarkroomError } from '../../errors.ts'
import type { ProcessorInput } from '../processor.ts'
import { type BoundingBox, boundingBoxOf, type DscComments, dscBytes, readDsc } from './dsc.ts'

/** A PostScript program, as it is given to Ghostscript. */
export interface PostScriptSource {
  readonly path: string
  readonly comments: DscComments
  /** Of an EPS that has one: what becomes the picture. */
  readonly box?: BoundingBox
}

/** Where in a file its PostScript lies; a DOS EPS has a picture for preview beside it. In bytes. */
export interface Section {
  readonly start: number
  readonly length: number
}

/**
 * Finds the PostScript in a file. Throws `bad-file` when the header of a DOS EPS points outside of the file.
 */
export function postScriptSection(head: Buffer, size: number, fileName: string): Section {
  if (head.length < 30 || head.readUInt32BE(0) !== 0xc5d0d3c6) return { start: 0, length: size }
  const start = head.readUInt32LE(4)
  const length = head.readUInt32LE(8)
  if (start >= 30 && length > 0 && start + length <= size) return { start, length }
  throw new DarkroomError(
    'bad-file',
    `"${fileName}" is damaged or cut off: its PostScript should be bytes ${start} to ${start + length} of ${size}.`,
  )
}

/** Reads the comments of a file, at its start and its end. */
export async function readComments(path: string, { start, length }: Section): Promise<DscComments> {
  const file = await open(path)
  try {
    const readAt = async (position: number, bytes: number) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, position)
      return buffer.toString('latin1', 0, bytesRead)
    }
    const near = Math.min(dscBytes, length)
    return readDsc(await readAt(start, near), await readAt(start + length - near, near))
  } finally {
    await file.close()
  }
}

/**
 * Prepares a file for Ghostscript. An EPS becomes a copy in the work folder whose first comments say its box in one way:
 * without preview, nothing put off until the end, marked as EPS. Everything else is taken as it is.
 */
export async function postScriptSource(input: ProcessorInput, head: Buffer): Promise<PostScriptSource> {
  const section = postScriptSection(head, input.size, input.fileName)
  const comments = await readComments(input.path, section)
  const box = boundingBoxOf(comments)
  const start = head.toString('latin1', 0, 40)
  const named = ['.eps', '.epsf', '.epsi'].includes(extname(input.fileName).toLowerCase())
  const eps = section.start > 0 || /^%!PS-Adobe-\S+ EPSF/.test(start) || named
  if (!eps || !box) return { path: input.path, comments }
  const path = join(input.workFolder, 'source.eps')
  const target = createWriteStream(path)
  target.write(epsHeader(box))
  const end = section.start + section.length - 1
  await pipeline(createReadStream(input.path, { start: section.start, end }), target)
  return { path, comments, box }
}

function epsHeader({ left, bottom, right, top }: BoundingBox): string {
  const whole = [Math.floor(left), Math.floor(bottom), Math.ceil(right), Math.ceil(top)].join(' ')
  return [
    '%!PS-Adobe-3.0 EPSF-3.0',
    `%%BoundingBox: ${whole}`,
    `%%HiResBoundingBox: ${[left, bottom, right, top].join(' ')}`,
    '%%EndComments',
    '',
  ].join('\n')
}

import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { ProcessorInput } from '../processor.ts'
import { type BoundingBox, boundingBoxOf, type DscComments, dscBytes, readDsc } from './dsc.ts'

/** A PostScript program, as it is given to Ghostscript. */
export interface PostScriptSource {
  readonly path: string
  readonly comments: DscComments
  /** Of an EPS that has one: what becomes the picture. */
  readonly box?: BoundingBox
  /** What about the file may make the picture differ from what it should be. */
  readonly warnings: readonly NestedMessage[]
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
    say('epsSection', { file: fileName, from: start, to: start + length, size }),
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
  const warnings = [
    ...(eps && !box ? [withoutBox(input.fileName, comments.get('BoundingBox'))] : []),
    ...(start.startsWith('%!PS-Adobe-') && !(await isWhole(input.path, section))
      ? [say('postScriptNoEnd', { file: input.fileName })]
      : []),
  ]
  if (!eps || !box) return { path: input.path, comments, warnings }
  const path = join(input.workFolder, 'source.eps')
  const target = createWriteStream(path)
  target.write(epsHeader(box))
  const end = section.start + section.length - 1
  await pipeline(createReadStream(input.path, { start: section.start, end }), target)
  return { path, comments, box, warnings }
}

function withoutBox(fileName: string, given: string | undefined): NestedMessage {
  if (given === undefined) return say('epsNoBox', { file: fileName })
  return say('epsBoxWrong', { file: fileName, box: given.slice(0, 100) })
}

/** Whether a file has one of the words near its end that programs which write PostScript put there. */
async function isWhole(path: string, { start, length }: Section): Promise<boolean> {
  const file = await open(path)
  try {
    const near = Math.min(1024, length)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(near), 0, near, start + length - near)
    return /%%EOF|%%Trailer|showpage|\bquit\b/.test(buffer.toString('latin1', 0, bytesRead))
  } finally {
    await file.close()
  }
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

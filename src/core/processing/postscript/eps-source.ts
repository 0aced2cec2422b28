import { createReadStream, createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { ProcessorInput } from '../processor.ts'
import { postScriptStart, printerJobEnd } from '../recognition/postscript-start.ts'
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

/** Where in a file its PostScript lies; a DOS EPS has a picture for preview beside it, a printer job is around it. In bytes. */
export interface Section {
  readonly start: number
  readonly length: number
}

/**
 * Finds the PostScript in a file. Throws `bad-file` when the header of a DOS EPS points outside of the file.
 */
export function postScriptSection(head: Buffer, size: number, fileName: string): Section {
  if (!isDosEps(head)) {
    const start = postScriptStart(head) ?? 0
    return { start, length: size - start }
  }
  const start = head.readUInt32LE(4)
  const length = head.readUInt32LE(8)
  if (start >= 30 && length > 0 && start + length <= size) return { start, length }
  throw new DarkroomError(
    'bad-file',
    say('epsSection', { file: fileName, from: start, to: start + length, size }),
  )
}

function isDosEps(head: Buffer): boolean {
  return head.length >= 30 && head.readUInt32BE(0) === 0xc5d0d3c6
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
 * without preview, nothing put off until the end, marked as EPS. A program inside of a printer job is copied out of it. Everything else is taken
 * as it is.
 */
export async function postScriptSource(input: ProcessorInput, head: Buffer): Promise<PostScriptSource> {
  const section = postScriptSection(head, input.size, input.fileName)
  const comments = await readComments(input.path, section)
  const box = boundingBoxOf(comments)
  const dos = isDosEps(head)
  const start = dos ? '' : head.toString('latin1', section.start, section.start + 40)
  const jobEnd = dos ? 0 : await jobEndBytes(input.path, section)
  const named = ['.eps', '.epsf', '.epsi'].includes(extname(input.fileName).toLowerCase())
  const eps = dos || /^%!PS-Adobe-\S+ EPSF/.test(start) || named
  const warnings = [
    ...(eps && !box ? [withoutBox(input.fileName, comments.get('BoundingBox'))] : []),
    ...(start.startsWith('%!PS-Adobe-') && !(await isWhole(input.path, section))
      ? [say('postScriptNoEnd', { file: input.fileName })]
      : []),
  ]
  const cut = eps ? box : undefined
  const inJob = !dos && (section.start > 0 || jobEnd > 0)
  if (!cut && !inJob) return { path: input.path, comments, warnings }
  const path = join(input.workFolder, 'source.eps')
  const target = createWriteStream(path)
  if (cut) target.write(epsHeader(cut))
  const end = section.start + section.length - jobEnd - 1
  await pipeline(createReadStream(input.path, { start: section.start, end }), target)
  return { path, comments, ...(cut && { box: cut }), warnings }
}

function withoutBox(fileName: string, given: string | undefined): NestedMessage {
  if (given === undefined) return say('epsNoBox', { file: fileName })
  return say('epsBoxWrong', { file: fileName, box: given.slice(0, 100) })
}

/** Whether a file has one of the words near its end that programs which write PostScript put there. */
async function isWhole(path: string, section: Section): Promise<boolean> {
  return /%%EOF|%%Trailer|showpage|\bquit\b/.test((await endOf(path, section)).toString('latin1'))
}

async function jobEndBytes(path: string, section: Section): Promise<number> {
  return printerJobEnd(await endOf(path, section))
}

async function endOf(path: string, { start, length }: Section): Promise<Buffer> {
  const file = await open(path)
  try {
    const near = Math.min(1024, length)
    const { buffer, bytesRead } = await file.read(Buffer.alloc(near), 0, near, start + length - near)
    return buffer.subarray(0, bytesRead)
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

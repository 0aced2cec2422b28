import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageFacts } from '../../assets/asset.table.ts'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { imageFacts } from '../image/image-facts.ts'
import { openImage } from '../image/open-image.ts'
import { pyramidPlan } from '../image/pyramid-options.ts'
import { writePyramid } from '../image/write-pyramid.ts'
import type { DerivedFile } from '../processor.ts'
import type { MediaSource, MediaTools } from './media-tools.ts'

const frameName = 'frame.png'

/** A frame or cover as the picture of an asset. */
export interface Poster {
  readonly image: ImageFacts
  readonly derived: readonly DerivedFile[]
  /** The frame itself, in a file of the work folder. */
  readonly frame: string
  /** Seconds from the start of the video to it. */
  readonly at: number
}

export interface PosterRequest {
  readonly source: MediaSource
  /** Of the stream that is shown, as FFmpeg counts. */
  readonly stream: number
  /** Upright, with square pixels. */
  readonly width: number
  readonly height: number
  /** In seconds from the start; 0: the first frame. */
  readonly at: number
  /** Told of the picture: what it was before. */
  readonly format: string
}

/**
 * Makes a pyramid of one frame, upright and with square pixels, in a folder `name` of the work folder. Throws `bad-file`
 * when there is no such frame.
 */
export async function makePoster(
  tools: MediaTools,
  workFolder: string,
  name: string,
  request: PosterRequest,
  fileName: string,
): Promise<Poster> {
  const { source, at } = request
  await mkdir(join(workFolder, name))
  await tools.convert(source, {
    ...(at > 0 && { before: ['-ss', at.toFixed(3)] }),
    parameters: frameParameters(request, name),
  })
  return await posterOfFrame(workFolder, name, request, fileName)
}

/** The FFmpeg parameters that write the frame into the folder `name`; `input` as FFmpeg counts. */
export function frameParameters(
  { stream, width, height }: Pick<PosterRequest, 'stream' | 'width' | 'height'>,
  name: string,
  input = 0,
): readonly string[] {
  return [
    ...['-map', `${input}:${stream}`, '-frames:v', '1', '-an', '-sn', '-dn'],
    // The count of frames alone would end the output, and yet decode the rest of its input beside other outputs.
    ...['-vf', `trim=end_frame=1,scale=${width}:${height}:flags=lanczos,setsar=1,format=rgb24`],
    ...['-c:v', 'png', '-f', 'image2', '-update', '1', `${name}/${frameName}`],
  ]
}

/** The poster of a frame that is there already. Throws `bad-file` when it is not. */
export async function posterOfFrame(
  workFolder: string,
  name: string,
  { at, format }: Pick<PosterRequest, 'at' | 'format'>,
  fileName: string,
): Promise<Poster> {
  const folder = join(workFolder, name)
  const frame = join(folder, frameName)
  const open = () => openImage(frame)
  const header = await open()
    .metadata()
    .catch((cause: unknown) => {
      const reason = say('videoNotDecoded')
      throw new DarkroomError('bad-file', say('damaged', { file: fileName, reason }), { cause })
    })
  const pyramid = await writePyramid(open(), pyramidPlan(header), folder)
  return { image: { ...imageFacts(header), format }, derived: [pyramid], frame, at }
}

/** The poster of a rendition that shows the same in another size, without FFmpeg. */
export async function scaledPoster(
  { frame, at }: Poster,
  workFolder: string,
  name: string,
  { width, height, format }: Pick<PosterRequest, 'width' | 'height' | 'format'>,
): Promise<Poster> {
  const folder = join(workFolder, name)
  await mkdir(folder)
  const header = await openImage(frame).metadata()
  const size = { width, height }
  const scaled = openImage(frame).resize({ ...size, fit: 'fill' })
  const pyramid = await writePyramid(scaled, pyramidPlan({ ...header, ...size }), folder)
  return { image: { ...imageFacts(header), ...size, format }, derived: [pyramid], frame, at }
}

import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { cropPath, type PathPoint, pathExpression } from './crop-path.ts'
import { cropFrame, type FrameSize, fitFrame } from './frame-size.ts'
import type { VideoFacts } from './media-facts.ts'
import type { MediaSource, MediaTools } from './media-tools.ts'
import type { PlanOptions } from './rendition-plan.ts'

/** Frames that are looked at, at most: of longer videos fewer a second. */
const maxSamples = 600
const maxSampleRate = 10
/** The longer side of what is looked at, in pixels: the subject is no detail. */
const sampleSide = 256

/** Frames of a video, small, at even distances. */
export interface Samples {
  readonly folder: string
  readonly files: readonly string[]
  /** Frames a second. */
  readonly rate: number
}

/** Takes frames to place crops by; `rate` a second, 1 where it is 0 or absent. */
export async function takeSamples(
  tools: MediaTools,
  source: MediaSource,
  { index, width, height }: VideoFacts,
  seconds: number,
  workFolder: string,
  rate = 0,
): Promise<Samples> {
  const asked = rate > 0 ? Math.min(rate, maxSampleRate) : 1
  const taken = Math.min(asked, maxSamples / seconds)
  const folder = join(workFolder, 'samples')
  await mkdir(folder)
  const small = fitFrame({ width, height }, sampleSide, sampleSide)
  await tools.convert(source, {
    parameters: [
      ...['-map', `0:${index}`, '-an', '-sn', '-dn'],
      ...['-vf', `fps=${taken.toFixed(6)},scale=${small.width}:${small.height},setsar=1,format=rgb24`],
      ...['-frames:v', String(maxSamples), '-c:v', 'png', '-f', 'image2', 'samples/%05d.png'],
    ],
  })
  const files = (await readdir(folder)).sort()
  return { folder, files: files.map((file) => join(folder, file)), rate: taken }
}

/** The crop of that shape which follows what draws the eye, as a filter for `planRendition`. */
export async function smartCrop(
  video: FrameSize,
  samples: Samples,
  shape: FrameSize,
  signal: AbortSignal,
): Promise<NonNullable<PlanOptions['crop']>> {
  const size = cropFrame(video, shape)
  const seen: { readonly seconds: number; readonly x: number; readonly y: number }[] = []
  for (const [i, file] of samples.files.entries()) {
    signal.throwIfAborted()
    seen.push({ seconds: i / samples.rate, ...(await placeOfSubject(file, shape)) })
  }
  const along = (axis: 'x' | 'y', room: number) => {
    const points: PathPoint[] = seen.map((point) => ({ seconds: point.seconds, position: point[axis] }))
    return pathExpression(cropPath(points), room)
  }
  const x = along('x', video.width - size.width)
  const y = along('y', video.height - size.height)
  const upright = `scale=${video.width}:${video.height},setsar=1`
  return { ...size, filter: `${upright},crop=w=${size.width}:h=${size.height}:x='${x}':y='${y}'` }
}

export async function removeSamples({ folder }: Samples): Promise<void> {
  await rm(folder, { recursive: true, force: true })
}

/** Where the image library would crop one frame: parts of the way that the crop can move. */
async function placeOfSubject(
  file: string,
  shape: FrameSize,
): Promise<{ readonly x: number; readonly y: number }> {
  const { width, height } = await sharp(file).metadata()
  const crop = cropFrame({ width, height }, shape)
  const { info } = await sharp(file)
    .resize(crop.width, crop.height, { fit: 'cover', position: 'attention' })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const part = (offset = 0, room: number) => (room <= 0 ? 0 : Math.min(Math.abs(offset) / room, 1))
  return {
    x: part(info.cropOffsetLeft, width - crop.width),
    y: part(info.cropOffsetTop, height - crop.height),
  }
}

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

/** A frame or cover as the picture of an asset. */
export interface Poster {
  readonly image: ImageFacts
  readonly derived: readonly DerivedFile[]
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
  const { source, stream, width, height, at, format } = request
  const folder = join(workFolder, name)
  await mkdir(folder)
  await tools.convert(source, {
    ...(at > 0 && { before: ['-ss', at.toFixed(3)] }),
    parameters: [
      ...['-map', `0:${stream}`, '-frames:v', '1', '-an', '-sn', '-dn'],
      ...['-vf', `scale=${width}:${height}:flags=lanczos,setsar=1,format=rgb24`],
      ...['-c:v', 'png', '-f', 'image2', '-update', '1', `${name}/frame.png`],
    ],
  })
  const open = () => openImage(join(folder, 'frame.png'))
  const header = await open()
    .metadata()
    .catch((cause: unknown) => {
      throw new DarkroomError(
        'bad-file',
        say('damaged', { file: fileName, reason: say('videoNotDecoded') }),
        {
          cause,
        },
      )
    })
  const pyramid = await writePyramid(open(), pyramidPlan(header), folder)
  return { image: { ...imageFacts(header), format }, derived: [pyramid] }
}

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ffmpegFile, frameAt } from '../../test/support/videos.ts'
import { sheet } from './frames.ts'
import type { OptionPictures } from './option-pictures.ts'

const seconds = 6
const looks = [0.5, 3, 5.5]

/** A ball that rolls from left to right over a dull ground, 320 x 180, 25 frames a second. */
async function rollingBall(): Promise<Buffer> {
  const ball = '(hypot(X-30-43*T\\,Y-96)-26)'
  const inside = (value: string, outside: string) => `if(lt(${ball}\\,0)\\,${value}\\,${outside})`
  const shade = '(1-hypot(X-22-43*T\\,Y-86)/70)'
  const ground = (sky: number, floor: number) => `if(lt(Y\\,122)\\,${sky}+Y/6\\,${floor}-Y/8+6*sin(X/9))`
  const planes = [
    `r=${inside(`120+130*${shade}`, ground(150, 130))}`,
    `g=${inside(`20+60*${shade}`, ground(158, 126))}`,
    `b=${inside(`20+50*${shade}`, ground(160, 112))}`,
  ]
  return await ffmpegFile('ball.mp4', [
    ...['-f', 'lavfi', '-i', `color=s=320x180:r=25:d=${seconds},format=gbrp,geq=${planes.join(':')}`],
    ...['-c:v', 'libx264', '-preset', 'fast', '-crf', '16', '-pix_fmt', 'yuv420p', '-threads', '1'],
  ])
}

/** Videos: the frame that stands for one, and a crop that follows its subject. */
export const videoPictures: OptionPictures = {
  upload: async (studio) => {
    const bytes = await rollingBall()
    await studio.upload({ name: 'ball.mp4', bytes })
    const media =
      '<videoSmartCropArray><items><width>9</width><height>16</height></items></videoSmartCropArray>' +
      '<videoSmartCropSampleRate>3</videoSmartCropSampleRate><generateThumbnail>true</generateThumbnail>' +
      '<thumbnailOptions><thumbnailTime>3000</thumbnailTime></thumbnailOptions>'
    await studio.upload({ name: 'later.mp4', bytes }, `<mediaOptions>${media}</mediaOptions>`)
  },
  pictures: async (studio) => ({
    'video-thumbnail-before': await studio.image('ball'),
    'video-thumbnail-after': await studio.image('later'),
    'video-smart-crop-before': await sheet(await framesOf(await studio.content('ball.mp4')), {
      ...{ columns: 3, width: 96, height: 54 },
    }),
    'video-smart-crop-after': await sheet(await framesOf(await studio.content('later-9x16.mp4')), {
      ...{ columns: 3, width: 96, height: 128 },
    }),
  }),
}

async function framesOf(video: Buffer): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'frames-'))
  try {
    const path = join(folder, 'video.mp4')
    await writeFile(path, video)
    const frames: Buffer[] = []
    for (const at of looks) frames.push(await frameAt(path, at))
    return frames
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

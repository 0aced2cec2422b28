import { mkdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { withDarkroom } from './support/darkroom.ts'
import { IpsClient } from './support/ips-client.ts'
import { photographs } from './support/photographs.ts'
import { startPictureServer } from './support/picture-server.ts'
import { print, printRatio } from './support/report.ts'
import { sharpLoop } from './support/sharp-loop.ts'
import { inWorkFolder } from './support/work-folder.ts'

const count = 1000
const rounds = 3
/** Done before the clock starts, by both: servers and programs that read lists run for long. */
const warmUpCount = 100
/** A photograph of 100 kB, as shops show them. */
const width = 800
const targetBytes = 100_000
/** As many at a time as darkroom takes: workers for every core, each with so many lanes. */
const lanes = 2

/** 1,000 files of 100 kB from a web server beside it: from submitJob to the end of the job. */
export async function uploadUrls(): Promise<void> {
  await inWorkFolder(async (folder) => {
    const path = join(folder, 'picture.jpg')
    await writeFile(path, await picture())
    const server = await startPictureServer(path)
    const urls = Array.from({ length: count }, (_, i) => `${server.url}/picture-${i}.jpg`)
    const warmUp = Array.from({ length: warmUpCount }, (_, i) => `${server.url}/warm-up-${i}.jpg`)
    const ratios: number[] = []
    for (let round = 0; round < rounds; round++) {
      const bare = await bareLoop(urls, warmUp, join(folder, 'bare'))
      const ours = await wholeServer(urls, warmUp, join(folder, 'data'))
      print('bare undici and sharp', bare, 'files/s')
      print('darkroom', ours, 'files/s')
      ratios.push(ours / bare)
    }
    await server.stop()
    printRatio('files per second, darkroom / bare undici and sharp', ratios, 'at least 0.7')
  })
}

/** A photograph made smaller, in the best JPEG quality that stays below 100 kB. */
async function picture(): Promise<Buffer> {
  const [photograph] = await photographs()
  for (let quality = 95; quality > 0; quality--) {
    const jpeg = await sharp(photograph).resize(width).jpeg({ quality }).toBuffer()
    if (jpeg.length <= targetBytes) {
      print(`a picture ${width} pixels wide, JPEG quality ${quality}`, jpeg.length / 1000, 'kB')
      return jpeg
    }
  }
  throw new Error(`no JPEG quality makes the picture smaller than ${targetBytes} bytes`)
}

async function bareLoop(urls: readonly string[], warmUp: readonly string[], folder: string): Promise<number> {
  await mkdir(folder)
  try {
    return await sharpLoop(urls, folder, { processes: availableParallelism(), lanes }, warmUp)
  } finally {
    await rm(folder, { recursive: true })
  }
}

async function wholeServer(
  urls: readonly string[],
  warmUp: readonly string[],
  data: string,
): Promise<number> {
  const speed = await withDarkroom(
    data,
    async ({ url }) => {
      const client = new IpsClient(url, 1)
      await fetched(client, warmUp)
      const begin = Date.now()
      const { at, succeeded } = await fetched(client, urls)
      client.close()
      if (succeeded !== count) throw new Error(`${succeeded} of ${count} files succeeded`)
      return (1000 * count) / (at - begin)
    },
    { DARKROOM_ALLOW_PRIVATE_URLS: 'true' },
  )
  await rm(data, { recursive: true })
  return speed
}

/** A job over the URLs, to its end. */
async function fetched(client: IpsClient, urls: readonly string[]) {
  const reply = await client.call('submitJob', jobParam(urls))
  return await client.jobEnded(/<jobHandle>(.*?)<\/jobHandle>/.exec(reply)?.[1] ?? '')
}

function jobParam(urls: readonly string[]): string {
  const items = urls.map((url) => `<items><sourceUrl>${url}</sourceUrl><destPath></destPath></items>`)
  return (
    `<jobName>upload-urls</jobName><uploadUrlsJob><urlArray>${items.join('')}</urlArray>` +
    '<overwrite>true</overwrite><readyForPublish>true</readyForPublish><createMask>false</createMask>' +
    '<emailSetting>None</emailSetting></uploadUrlsJob>'
  )
}

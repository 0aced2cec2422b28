import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import sharp from 'sharp'
import { Agent, request } from 'undici'
import { lowerPriority } from '../../src/commands/lower-priority.ts'
import { pyramidPlan } from '../../src/core/processing/image/pyramid-options.ts'
import { keepColours } from '../../src/core/processing/image/write-pyramid.ts'

/** The other side of `sharpLoop`: says that it is ready, takes lists of files, and says when the pyramids of each are written. */
const [outFolder = '', lanes = '1', index = '0'] = process.argv.slice(2)

// As darkroom's workers, so that other programs of the machine slow both alike.
lowerPriority(10)
sharp.cache(false)
sharp.concurrency(1)
const dispatcher = new Agent()

let written = 0

process.on('message', async (sources: string[]) => {
  const left = sources.values()
  const lane = async () => {
    for (const source of left) {
      const out = join(outFolder, `${index}-${written++}.tif`)
      const file = source.startsWith('http:') ? await download(source, `${out}.original`) : source
      const plan = pyramidPlan(await sharp(file).metadata())
      await keepColours(sharp(file), plan).autoOrient().tiff(plan.tiff).toFile(out)
    }
  }
  await Promise.all(Array.from({ length: Number(lanes) }, lane))
  process.send?.('done')
})
process.once('disconnect', async () => await dispatcher.close())
process.send?.('ready')

async function download(url: string, path: string): Promise<string> {
  const { body } = await request(url, { dispatcher })
  await pipeline(body, createWriteStream(path))
  return path
}

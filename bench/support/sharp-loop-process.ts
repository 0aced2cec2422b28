import { setPriority } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { pyramidPlan } from '../../src/core/processing/image/pyramid-options.ts'
import { keepColours } from '../../src/core/processing/image/write-pyramid.ts'

/** The other side of `sharpLoop`: says that it is ready, takes a list of files, and ends when their pyramids are written. */
const [outFolder = '', lanes = '1', index = '0'] = process.argv.slice(2)

// As darkroom's workers, so that other programs of the machine slow both alike.
setPriority(10)
sharp.cache(false)
sharp.concurrency(1)

process.once('message', async (files: string[]) => {
  const left = files.entries()
  const lane = async () => {
    for (const [i, file] of left) {
      const plan = pyramidPlan(await sharp(file).metadata())
      const out = join(outFolder, `${index}-${i}.tif`)
      await keepColours(sharp(file), plan).autoOrient().tiff(plan.tiff).toFile(out)
    }
  }
  await Promise.all(Array.from({ length: Number(lanes) }, lane))
  process.disconnect()
})
process.send?.('ready')

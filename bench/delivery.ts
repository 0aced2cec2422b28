import { mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { planOutput } from '../src/core/delivery/output.ts'
import { pyramidLevels } from '../src/core/delivery/pyramid-level.ts'
import { parseImageQuery } from '../src/core/delivery/query/parse.ts'
import { type PyramidSource, render } from '../src/core/delivery/render.ts'
import { defaultDeliverySettings } from '../src/core/delivery/settings.ts'
import { planView } from '../src/core/delivery/view.ts'
import { pyramidPlan } from '../src/core/processing/image/pyramid-options.ts'
import { writePyramid } from '../src/core/processing/image/write-pyramid.ts'
import { photographs } from './support/photographs.ts'
import { print, printRatio } from './support/report.ts'
import { median } from './support/statistics.ts'
import { inWorkFolder } from './support/work-folder.ts'

const rounds = 5
const photographCount = 10
const width = 400
const { quality } = defaultDeliverySettings.quality

/** A picture of 400 pixels from a 12-megapixel photograph: from its pyramid, against sharp from the original. */
export async function delivery(): Promise<void> {
  sharp.cache(false)
  const jpegs = (await photographs()).slice(0, photographCount)
  await inWorkFolder(async (folder) => {
    const png = join(folder, 'original.png')
    await sharp(jpegs[0]).png().toFile(png)
    const sources = await Promise.all(jpegs.map(async (jpeg) => await pyramid(jpeg, folder)))
    const fromJpeg: number[] = []
    const fromPng: number[] = []
    for (let round = 0; round < rounds; round++) {
      const ours = await medianTime(sources, draw)
      const jpeg = await medianTime(jpegs, resize)
      const slow = await medianTime([png, png, png], resize)
      print('darkroom, from the pyramid', ours, 'ms')
      print('sharp, from the JPEG', jpeg, 'ms')
      print('sharp, from a PNG', slow, 'ms')
      fromJpeg.push(jpeg / ours)
      fromPng.push(slow / ours)
    }
    printRatio('times faster than from the JPEG', fromJpeg, 'at least 3')
    printRatio('times faster than from a PNG', fromPng, 'at least 10')
  })
}

async function pyramid(jpeg: string, folder: string): Promise<PyramidSource> {
  const header = await sharp(jpeg).metadata()
  const { path } = await writePyramid(
    sharp(jpeg),
    pyramidPlan(header),
    await mkdtemp(join(folder, 'pyramid-')),
  )
  return { path, width: header.width, height: header.height, levels: pyramidLevels(header) }
}

/** As a request with `wid=400` and nothing else, from the parsing on. */
async function draw(source: PyramidSource): Promise<void> {
  const wish = parseImageQuery(`wid=${width}`)
  await render(
    source,
    planView(source, wish, defaultDeliverySettings),
    planOutput(wish, defaultDeliverySettings),
  )
}

async function resize(path: string): Promise<void> {
  await sharp(path).resize(width).jpeg({ quality }).toBuffer()
}

async function medianTime<T>(inputs: readonly T[], work: (input: T) => Promise<void>): Promise<number> {
  const times: number[] = []
  for (const input of inputs) {
    const begin = performance.now()
    await work(input)
    times.push(performance.now() - begin)
  }
  return median(times)
}

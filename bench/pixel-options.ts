import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { openImage } from '../src/core/processing/image/open-image.ts'
import { pyramidPlan } from '../src/core/processing/image/pyramid-options.ts'
import { keepColours } from '../src/core/processing/image/write-pyramid.ts'
import { processFile } from '../src/core/processing/process-file.ts'
import { readProcessingLimits } from '../src/core/processing/processing-limits.ts'
import type { ProcessingOptions } from '../src/core/processing/processor.ts'
import { photographs } from './support/photographs.ts'
import { print, printRatio } from './support/report.ts'
import { inWorkFolder } from './support/work-folder.ts'

const rounds = 5
const target = 'at most 2.00'
const corner = { corner: 'UpperLeft', tolerance: 0.1 } as const

/** What is measured, by name; those that make transparency are compared with a pyramid that has it. */
const options: readonly (readonly [string, Partial<ProcessingOptions>, 'opaque' | 'transparent'])[] = [
  ['autoColorCropOptions', { autoColorCropOptions: corner }, 'opaque'],
  ['unsharpMaskOptions', { unsharpMaskOptions: { amount: 1, radius: 1 } }, 'opaque'],
  [
    'unsharpMaskOptions, brightness only',
    { unsharpMaskOptions: { amount: 1, radius: 1, monochrome: 1 } },
    'opaque',
  ],
  [
    'knockoutBackgroundOptions, FloodFill',
    { knockoutBackgroundOptions: { ...corner, fillMethod: 'FloodFill' } },
    'transparent',
  ],
  [
    'knockoutBackgroundOptions, MatchPixel',
    { knockoutBackgroundOptions: { ...corner, fillMethod: 'MatchPixel' } },
    'transparent',
  ],
]

/** Options that look at each pixel of 12 megapixels, against the same pyramid without them. One core, no server. */
export async function pixelOptions(): Promise<void> {
  sharp.cache(false)
  sharp.concurrency(1)
  await inWorkFolder(async (folder) => {
    const path = join(folder, 'product.jpg')
    await writeFile(path, await productPicture())
    const baselines = {
      opaque: () => processed(path, folder, {}),
      transparent: () => transparentPyramid(path, folder),
    }
    for (const [name, option, baseline] of options) {
      const ratios: number[] = []
      for (let round = 0; round < rounds; round++) {
        const without = await milliseconds(baselines[baseline])
        const withIt = await milliseconds(() => processed(path, folder, option))
        ratios.push(withIt / without)
        if (round === rounds - 1) {
          print(`the pyramid (${baseline})`, without, 'ms')
          print(name, withIt, 'ms')
        }
      }
      printRatio(`time with / without ${name}`, ratios, target)
    }
  })
}

async function milliseconds(work: () => Promise<void>): Promise<number> {
  const begin = performance.now()
  await work()
  return performance.now() - begin
}

async function processed(path: string, folder: string, option: Partial<ProcessingOptions>): Promise<void> {
  const workFolder = join(folder, 'work')
  await mkdir(workFolder)
  const { warnings } = await processFile({
    path,
    fileName: 'product.jpg',
    size: (await readFile(path)).length,
    workFolder,
    options: { createMask: false, xmpKeywords: [], ...option },
    limits: readProcessingLimits({}),
    blobPath: async (key) => key,
    progress: () => undefined,
    signal: new AbortController().signal,
  })
  if (warnings.length > 0) throw new Error(warnings.join('\n'))
  await rm(workFolder, { recursive: true })
}

/** The same picture with an alpha channel, without loss: what a pyramid after a knockout is. */
async function transparentPyramid(path: string, folder: string): Promise<void> {
  const header = await openImage(path).metadata()
  const plan = pyramidPlan({ ...header, hasAlpha: true, channels: 4 })
  const pyramid = keepColours(openImage(path), plan).autoOrient().ensureAlpha().tiff(plan.tiff)
  await pyramid.toFile(join(folder, 'transparent.tif'))
}

/** A photograph in an ellipse with a soft edge, on nearly white paper with the grain of a sensor, as JPEG. */
async function productPicture(): Promise<Buffer> {
  const [photograph = ''] = await photographs()
  const { width, height } = await sharp(photograph).metadata()
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><ellipse cx="50%" cy="50%" rx="38%" ry="38%"/></svg>`
  const shape = await sharp(Buffer.from(svg)).extractChannel('alpha').blur(1.2).png().toBuffer()
  const subject = await sharp(photograph)
    .linear(0.8, 0)
    .joinChannel(shape)
    .png({ compressionLevel: 1 })
    .toBuffer()
  const noise = { type: 'gaussian', mean: 246, sigma: 2 } as const
  const paper = sharp({ create: { width, height, channels: 3, background: 'white', noise } })
  return await paper
    .composite([{ input: subject }])
    .removeAlpha()
    .jpeg({ quality: 88 })
    .toBuffer()
}

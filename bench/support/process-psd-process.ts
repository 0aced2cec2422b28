import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { processFile } from '../../src/core/processing/process-file.ts'
import { readProcessingLimits } from '../../src/core/processing/processing-limits.ts'

/** Processes one Photoshop file with its layers, as a worker does, and tells how long that took and what memory it had. */
const [path = '', folder = ''] = process.argv.slice(2)
const workFolder = join(folder, 'work')
await mkdir(workFolder)
let longestBlock = 0
let last = performance.now()
const clock = setInterval(() => {
  longestBlock = Math.max(longestBlock, performance.now() - last - 20)
  last = performance.now()
}, 20)
const begin = performance.now()
const { generated = [] } = await processFile({
  path,
  fileName: 'large.psd',
  size: (await stat(path)).size,
  workFolder,
  options: {
    createMask: false,
    xmpKeywords: [],
    photoshopOptions: { process: 'MaintainLayers', layerOptions: { createTemplate: true } },
  },
  limits: readProcessingLimits({}),
  signal: new AbortController().signal,
  blobPath: async (key) => key,
  progress: () => undefined,
})
clearInterval(clock)
process.send?.({
  seconds: (performance.now() - begin) / 1000,
  layers: generated.filter(({ kind }) => kind === 'file').length,
  longestBlock,
})

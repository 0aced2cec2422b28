import { parentPort } from 'node:worker_threads'
import { readPsd } from 'ag-psd'
import type { DescribedLayer } from './description-reader.ts'

// ag-psd tells of each byte that it does not know, and a damaged file may have millions.
Object.assign(console, { log: () => undefined })

parentPort?.on('message', (file: Uint8Array) => {
  parentPort?.postMessage(describe(file))
})

/** What the only layer of a file says of itself; undefined when that can not be read. */
function describe(file: Uint8Array): DescribedLayer | undefined {
  try {
    const options = { skipLayerImageData: true, skipCompositeImageData: true, skipThumbnail: true }
    const { text, vectorMask, vectorFill, effects } = readPsd(file, options).children?.[0] ?? {}
    // What can not be sent (functions, canvases) is left out by way of JSON.
    return JSON.parse(JSON.stringify({ text, vectorMask, vectorFill, effects }))
  } catch {
    return undefined
  }
}

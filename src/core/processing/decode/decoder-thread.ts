import { parentPort, workerData } from 'node:worker_threads'
import { decodeBmp } from './bmp.ts'
import { DamagedPictureError, type DecodingReply, type DecodingTask } from './decoding.ts'
import { decodeHeic } from './heic.ts'
import { decodeJp2 } from './jp2.ts'

/** The thread in which one file is decoded; see `runDecoder`. */
const { kind, path, output } = workerData as DecodingTask
const decoders = { bmp: decodeBmp, heic: decodeHeic, jp2: decodeJp2 }

try {
  await decoders[kind](path, output)
  reply({ done: true })
} catch (thrown) {
  if (!(thrown instanceof DamagedPictureError)) throw thrown
  reply({ done: false, reason: thrown.reason })
}

function reply(message: DecodingReply): void {
  parentPort?.postMessage(message)
}

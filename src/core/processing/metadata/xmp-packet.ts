import { createReadStream } from 'node:fs'
import { maxMetadataBlockBytes } from '../metadata.ts'

const opening = Buffer.from('<?xpacket begin=')
const closing = Buffer.from('<?xpacket end=')

/**
 * The first whole XMP packet (in UTF-8) that stands anywhere in a file, from its opening to its closing mark; reads the
 * file once, with little memory. Undefined when there is none of at most maxMetadataBlockBytes.
 */
export async function readXmpPacket(path: string): Promise<string | undefined> {
  // What is kept between two chunks: enough for a mark over their border, or the packet so far.
  let kept: Buffer = Buffer.alloc(0)
  let inside = false
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) {
    kept = Buffer.concat([kept, chunk])
    for (;;) {
      if (!inside) {
        const at = kept.indexOf(opening)
        kept = kept.subarray(at >= 0 ? at : Math.max(0, kept.length - opening.length))
        if (at < 0) break
        inside = true
      }
      const end = kept.indexOf(closing)
      if (end >= 0) return kept.toString('utf8', 0, end)
      if (kept.length <= maxMetadataBlockBytes) break
      kept = kept.subarray(opening.length)
      inside = false
    }
  }
  return undefined
}

import { type NestedMessage, say } from '../../messages/messages.ts'
import { Cursor } from './cursor.ts'
import type { Section } from './header.ts'
import type { PsdFile } from './psd-file.ts'

/** What the image resources of a Photoshop file tell about its picture. */
export interface ImageResources {
  /** Pixels per inch; absent: not said. */
  readonly resolution?: number
  readonly icc?: Buffer
  readonly xmp?: Buffer
  readonly iptc?: Buffer
  readonly exif?: Buffer
  /** False: the file was saved without a merged image ("maximise compatibility" off). */
  readonly hasMergedImage: boolean
  /** The entry of the palette that stands for transparent pixels. */
  readonly transparentIndex?: number
  /** For each channel beyond those of the colours: true for a spot colour, which is no alpha. */
  readonly spotChannels: readonly boolean[]
  readonly warnings: readonly NestedMessage[]
}

/** The largest resource that is read, in bytes; of others (thumbnails, guides) nothing is. */
export const maxResourceBytes = 16 * 1024 * 1024

const ids = {
  resolution: 1005,
  alphaDisplay: 1007,
  iptc: 1028,
  icc: 1039,
  transparentIndex: 1047,
  version: 1057,
  exif: 1058,
  xmp: 1060,
  alphaDisplayNew: 1077,
} as const

const wanted: ReadonlySet<number> = new Set(Object.values(ids))

/**
 * Reads the resources that are of use. A damaged one ends the list with a warning: the picture does not depend on them.
 */
export async function readImageResources(file: PsdFile, section: Section): Promise<ImageResources> {
  const found = new Map<number, Buffer>()
  const warnings: NestedMessage[] = []
  const cursor = new Cursor(file, section.at, section.at + section.length)
  try {
    while (cursor.left >= 12) {
      // Photoshop itself writes 8BIM; older programs of Adobe MeSa, AgHg, PHUT and DCSR.
      if (!/^(8BIM|MeSa|AgHg|PHUT|DCSR)$/.test(await cursor.key())) throw new Error('no signature')
      const id = await cursor.u16()
      const nameLength = await cursor.u8()
      cursor.skip(nameLength + ((nameLength + 1) % 2))
      const length = await cursor.u32()
      if (wanted.has(id) && length > maxResourceBytes)
        warnings.push(say('resourceTooLarge', { id, size: length, max: maxResourceBytes }))
      else if (wanted.has(id)) {
        const { at } = cursor
        found.set(id, await cursor.bytes(length))
        cursor.at = at
      }
      cursor.skip(length)
      if (cursor.left > 0) cursor.skip(length % 2)
    }
  } catch {
    warnings.push(say('resourcesDamaged'))
  }
  return { ...facts(found), warnings }
}

function facts(found: ReadonlyMap<number, Buffer>): Omit<ImageResources, 'warnings'> {
  const [resolution, version, index] = [ids.resolution, ids.version, ids.transparentIndex].map((id) =>
    found.get(id),
  )
  const ppi = resolution && resolution.length >= 4 ? resolution.readUInt32BE() / 65_536 : 0
  return {
    ...(ppi > 0 && { resolution: ppi }),
    ...block('icc', found.get(ids.icc)),
    ...block('xmp', found.get(ids.xmp)),
    ...block('iptc', found.get(ids.iptc)),
    ...block('exif', found.get(ids.exif)),
    hasMergedImage: !version || version.length < 5 || version.readUInt8(4) !== 0,
    ...(index && index.length >= 2 && { transparentIndex: index.readUInt16BE() }),
    spotChannels: spotChannels(found),
  }
}

function block<Name extends string>(name: Name, bytes: Buffer | undefined): { [key in Name]?: Buffer } {
  const result: { [key in Name]?: Buffer } = {}
  if (bytes && bytes.length > 0) result[name] = bytes
  return result
}

/** DisplayInfo structures: colour space, four components, opacity, kind (2 is a spot colour). */
function spotChannels(found: ReadonlyMap<number, Buffer>): boolean[] {
  const current = found.get(ids.alphaDisplayNew)
  const [list, kindAt, bytes] = current
    ? [current.subarray(4), 12, 13]
    : [found.get(ids.alphaDisplay) ?? Buffer.alloc(0), 12, 14]
  return Array.from({ length: Math.floor(list.length / bytes) }, (_, i) => list[i * bytes + kindAt] === 2)
}

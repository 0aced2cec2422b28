import type { Metadata } from 'sharp'
import { type NestedMessage, say } from '../messages/messages.ts'
import { addExif } from './metadata/exif.ts'
import { addIptc } from './metadata/iptc.ts'
import { MetadataRecord } from './metadata/metadata-record.ts'
import { addXmp } from './metadata/xmp.ts'

/** The largest block (EXIF, IPTC or XMP) that is read, in bytes. */
export const maxMetadataBlockBytes = 10 * 1024 * 1024

export interface ReadMetadata {
  /** See `ProcessorResult.metadata` for keys and values. */
  readonly metadata: Record<string, string>
  readonly warnings: readonly NestedMessage[]
}

/**
 * The descriptions inside a picture, from what its header carries: XMP as `<prefix>.<Name>`, IPTC as `iptc.<Name>`,
 * EXIF as `exif.<Tag>` (which wins over XMP's copy of the same tag). `keywords` join `dc.subject`. Never throws: a
 * block that is damaged or too large is left out with a warning.
 */
export function readMetadata(
  header: Pick<Metadata, 'exif' | 'iptc' | 'xmp'>,
  keywords: readonly string[],
): ReadMetadata {
  const record = new MetadataRecord()
  const warnings: NestedMessage[] = []
  const attempt = (name: string, block: Buffer | undefined, add: (block: Buffer) => void) => {
    if (!block || block.length === 0) return
    if (block.length > maxMetadataBlockBytes) {
      warnings.push(say('metadataTooLarge', { name, size: block.length, max: maxMetadataBlockBytes }))
      return
    }
    try {
      add(block)
    } catch {
      warnings.push(say('metadataDamaged', { name }))
    }
  }
  attempt('XMP', header.xmp, (block) => addXmp(record, decodeXml(block)))
  attempt('IPTC', header.iptc, (block) => addIptc(record, block))
  attempt('EXIF', header.exif, (block) => addExif(record, block))
  if (keywords.length > 0) record.addToList('dc.subject', keywords)
  if (record.cut) warnings.push(say('metadataCut'))
  return { metadata: record.toRecord(), warnings }
}

function decodeXml(block: Buffer): string {
  const mark = block.length >= 2 ? block.readUInt16BE(0) : 0
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(block)
  return new TextDecoder(mark === 0xfeff ? 'utf-16be' : 'utf-8').decode(block)
}

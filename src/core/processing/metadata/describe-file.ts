import { type NestedMessage, say } from '../../messages/messages.ts'
import { MetadataRecord } from './metadata-record.ts'
import { addXmp } from './xmp.ts'

export interface FileDescription {
  /** See `ProcessorResult.metadata` for keys and values. */
  readonly metadata: Record<string, string>
  readonly warnings: readonly NestedMessage[]
}

/**
 * The metadata of a file that is no picture: its XMP packet, what `add` finds in the file itself, and `keywords` in
 * `dc.subject`. A packet that is damaged gives a warning.
 */
export function describeFile(
  keywords: readonly string[],
  packet: string | undefined,
  add: (record: MetadataRecord) => void,
): FileDescription {
  const record = new MetadataRecord()
  const warnings: NestedMessage[] = []
  if (packet !== undefined)
    try {
      addXmp(record, packet)
    } catch {
      warnings.push(say('metadataDamaged', { name: 'XMP' }))
    }
  add(record)
  if (keywords.length > 0) record.addToList('dc.subject', keywords)
  if (record.cut) warnings.push(say('metadataCut'))
  return { metadata: record.toRecord(), warnings }
}

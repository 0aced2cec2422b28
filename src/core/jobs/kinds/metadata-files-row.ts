import { maxSegmentLength } from '../../assets/target-path.ts'
import { MetadataRecord } from '../../processing/metadata/metadata-record.ts'
import { parseXmpKeywords } from '../../processing/xmp-keywords.ts'

/** What a metadata file says of one file. */
export interface MetadataRow {
  /** The file's name, or its name without the extension. */
  readonly name: string
  /** By keys as assets have them; see `metadataRow`. */
  readonly values: Readonly<Record<string, string>>
}

/** Longest name of a field, in characters. */
const maxFieldName = 255
/** Where fields without a namespace of their own live. */
const ownNamespace = 'custom_attributes'

/**
 * A row from its cells: field names with a dot (`dc.title`) are metadata keys as they are, others (`Season`) are fields of
 * the company and become `custom_attributes.Season`. `dc.subject` is a comma list of keywords. Empty values and empty
 * names say nothing.
 */
export function metadataRow(
  name: string,
  cells: Iterable<readonly [field: string, value: string]>,
): MetadataRow {
  const record = new MetadataRecord()
  for (const [field, value] of cells) {
    const key = keyOf(field.trim())
    if (key === undefined) continue
    if (key === 'dc.subject') record.setList(key, parseXmpKeywords(value))
    else record.set(key, value)
  }
  return { name: cleanName(name), values: record.toRecord() }
}

/** As the database can hold it, and no longer than a name can be. */
function cleanName(name: string): string {
  return name.replaceAll('\0', '').toWellFormed().trim().slice(0, maxSegmentLength)
}

function keyOf(field: string): string | undefined {
  if (field === '' || field.length > maxFieldName || /[\p{Cc}\p{Cs}]/u.test(field)) return undefined
  return field.includes('.') ? field : `${ownNamespace}.${field}`
}

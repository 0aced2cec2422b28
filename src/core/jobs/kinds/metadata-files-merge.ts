import { MetadataRecord } from '../../processing/metadata/metadata-record.ts'

/** The one list that a row adds to; other values replace what the file says. */
const keywordsKey = 'dc.subject'

/** A file's own metadata with that of its row on top; keywords join those of the file. */
export function mergeMetadata(
  found: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>>,
): Record<string, string> {
  const record = new MetadataRecord()
  for (const [key, value] of Object.entries(found)) record.set(key, value)
  for (const [key, value] of Object.entries(added)) {
    if (key === keywordsKey) record.addToList(key, listOf(value))
    else record.set(key, value)
  }
  return record.toRecord()
}

/** Rows keep keywords as a JSON array, as all lists. */
function listOf(value: string): string[] {
  const parsed: unknown = JSON.parse(value)
  return Array.isArray(parsed) ? parsed.map(String) : []
}

import type { PlacedWord } from '../../assets/asset-words.ts'
import { MetadataRecord } from '../metadata/metadata-record.ts'

/** The words of a page as metadata, so that searches of assets find it; cut to what a value may have. */
export function searchText(words: readonly PlacedWord[] | undefined): Record<string, string> {
  const record = new MetadataRecord()
  record.set('pdf.Text', (words ?? []).map(({ text }) => text).join(' '))
  return record.toRecord()
}

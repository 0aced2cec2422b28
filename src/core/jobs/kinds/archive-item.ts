import type { Said } from '../../messages/messages.ts'
import type { EntryPayload } from '../item-entries.ts'
import type { UploadItem } from './ingest.ts'

/** A file of an archive, as an item of the archive's job: unpacked into the storage, or refused. */
export type ArchiveItem = EntryPayload & (UnpackedFile | RefusedFile)

export interface UnpackedFile extends UploadItem {
  /** For messages: the archive's name and the path inside. */
  readonly shownAs: string
}

export interface RefusedFile {
  readonly shownAs: string
  readonly size: 0
  /** Why it was not unpacked. */
  readonly refused: Said
}

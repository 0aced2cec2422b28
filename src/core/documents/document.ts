import type { BlobStore } from '../ports.ts'
import type { Db } from '../tables.ts'
import type { DocumentLimits } from './document-limits.ts'
import type { DocumentType } from './file-type.ts'
import type { MirrorFolder } from './mirror-folder.ts'

/** Where the files of documents are read from. */
export type DocumentFiles = Pick<BlobStore, 'read' | 'readWhole'>

/** What checking the references of documents works with. */
export interface ReferenceContext {
  readonly db: Db
  readonly companyId: number
  /** Checked between documents. */
  readonly signal: AbortSignal
  /** Where links to files of another repository are looked up; undefined: there is none. */
  readonly mirror?: MirrorFolder | undefined
}

/** What processing of documents works with. */
export interface DocumentContext extends ReferenceContext {
  readonly files: DocumentFiles
  /** Absent: the defaults. */
  readonly limits?: DocumentLimits
}

/** An asset that is a document, as a run found it. */
export interface DocumentAsset {
  readonly assetId: number
  /** '/content/dam/Demo/a.dita' */
  readonly path: string
  readonly fileName: string
  readonly originalKey: string
  /** In bytes. */
  readonly size: number
  /** `asset.version` that belongs to `originalKey`. */
  readonly version: number
  /** Absent: by the name. */
  readonly mimeType?: string
}

export type Severity = 'INFO' | 'WARN' | 'ERROR'

/** One line about a document for the log of a run; `text` names the line of the file where there is one. */
export interface DocumentMessage {
  readonly severity: Severity
  readonly text: string
}

/**
 * `Processed`: nothing is wrong with it. `Warning`: it was processed, but its structure or a reference is wrong. `Failed`: it
 * can not be read.
 */
export type DocumentStatus = 'Processed' | 'Warning' | 'Failed'

/** What came of one document. Its messages name files of a mirror by their paths in the other repository. */
export interface DocumentOutcome {
  readonly assetId: number
  readonly path: string
  readonly status: DocumentStatus
  /** 'GUID-' and a UUID; the same for all versions of the asset. */
  readonly guid: string
  readonly fileType: DocumentType
  readonly messages: readonly DocumentMessage[]
  /** Other documents whose references to this one are to be checked again, because it is new or has changed. */
  readonly dependants: number
}

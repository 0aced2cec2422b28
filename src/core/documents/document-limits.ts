import { type Env, integerSetting } from '../setting.ts'

/** What one document may cost. */
export interface DocumentLimits {
  /** Size of the file; a larger one fails. */
  readonly maxBytes: number
  /** How deep XML and HTML elements may lie in each other. */
  readonly maxDepth: number
  /** XML and HTML elements of one document. */
  readonly maxElements: number
  /** References, ids and key definitions that are kept of one document, of each so many. */
  readonly maxReferences: number
  /** Messages about one document; what is beyond them is counted in a last one. */
  readonly maxMessages: number
}

/** 50 MB. */
export const defaultMaxDocumentBytes = 50 * 1024 * 1024
/** Ten times what writers nest. */
export const defaultMaxDocumentDepth = 256
/** More than 50 MB of real documents have. */
export const defaultMaxDocumentElements = 5_000_000
/** Five times the largest maps. */
export const defaultMaxDocumentReferences = 100_000
export const defaultMaxDocumentMessages = 100

/**
 * Reads `DARKROOM_MAX_DOCUMENT_BYTES`, `DARKROOM_MAX_DOCUMENT_DEPTH`, `DARKROOM_MAX_DOCUMENT_ELEMENTS`,
 * `DARKROOM_MAX_DOCUMENT_REFERENCES` and `DARKROOM_MAX_DOCUMENT_MESSAGES`. Unset or empty: the default. Throws `invalid-parameter` that names the variable.
 */
export function readDocumentLimits(env: Env): DocumentLimits {
  const setting = (name: string, fallback: number) =>
    integerSetting(env, `DARKROOM_MAX_DOCUMENT_${name}`, fallback, { min: 1 })
  return {
    maxBytes: setting('BYTES', defaultMaxDocumentBytes),
    maxDepth: setting('DEPTH', defaultMaxDocumentDepth),
    maxElements: setting('ELEMENTS', defaultMaxDocumentElements),
    maxReferences: setting('REFERENCES', defaultMaxDocumentReferences),
    maxMessages: setting('MESSAGES', defaultMaxDocumentMessages),
  }
}

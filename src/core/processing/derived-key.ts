import { createHash } from 'node:crypto'
import sharp from 'sharp'
import type { ProcessingOptions } from './processor.ts'

/** Goes up when processing makes other files of the same originals and options. */
const processingVersion = 2

/**
 * The blob key of a derived file, from all that it is made from: the content of its original, what it is for, the
 * options, and the versions of the programs. 64 hexadecimal digits. Files made twice from the same have the same key,
 * without being read again for it.
 */
export function derivedKey(originalKey: string, role: string, options: ProcessingOptions): string {
  const recipe = [processingVersion, sharp.versions, originalKey, role, sorted(options)]
  return createHash('sha256').update(JSON.stringify(recipe)).digest('hex')
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)])
}

import { baseOf } from '../../documents/dita/vocabulary.ts'
import type { FileKindName } from './file-kinds.ts'

const ditaExtensions: ReadonlySet<string> = new Set(['dita', 'ditamap', 'bookmap'])

/**
 * DITA by the root element of a file. `topic`, `map` or `reference` may be anybody's, so more has to speak for it: the extension, a DOCTYPE of DITA, or
 * DITA's attributes.
 */
export function ditaKind(
  root: string,
  attributes: string,
  start: string,
  extension: string,
): FileKindName | undefined {
  if (root === 'val') return extension === 'ditaval' ? 'ditaVal' : undefined
  const base =
    root === 'dita'
      ? 'topic'
      : (/\sclass\s*=\s*["'][-+] (topic|map)\/\1[\s"']/.exec(attributes)?.[1] ?? baseOf.get(root))
  if (base !== 'topic' && base !== 'map') return undefined
  const isDita =
    ditaExtensions.has(extension) ||
    attributes.includes('DITAArchVersion') ||
    /\sclass\s*=\s*["'][-+] (topic|map)\//.test(attributes) ||
    /<!DOCTYPE[^>[]*\bDITA\b/.test(start)
  return isDita ? (base === 'map' ? 'ditaMap' : 'ditaTopic') : undefined
}

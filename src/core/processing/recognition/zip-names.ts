import type { FileSample } from './file-sample.ts'

const endMark = Buffer.from('PK\x05\x06', 'latin1')
const directoryMark = Buffer.from('PK\x01\x02', 'latin1')

/**
 * Names of the files in a ZIP, as Latin-1: the one that the file begins with, then those of its directory as far as the
 * sample reaches (APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16). Files inside of files in it do not count. Undefined when
 * the sample has no end of a directory.
 */
export function zipNames({ head, contents }: FileSample): string[] | undefined {
  const end = contents.lastIndexOf(endMark)
  if (end < 0 || end + 16 > contents.length) return undefined
  const names = head.length >= 30 ? [head.toString('latin1', 30, 30 + head.readUInt16LE(26))] : []
  let at = Math.max(0, end - contents.readUInt32LE(end + 12))
  for (;;) {
    at = contents.indexOf(directoryMark, at)
    if (at < 0 || at + 46 > end) return names
    const next = at + 46 + contents.readUInt16LE(at + 28)
    names.push(contents.toString('latin1', at + 46, next))
    at = next
  }
}

/**
 * Whether a ZIP is the form of one document, and no collection of files: Office and other Open Packaging formats list their
 * content types, OpenDocument and EPUB begin with their media type, Java archives with their manifest.
 */
export function isPackage(sample: FileSample): boolean {
  const names = zipNames(sample) ?? []
  return names.includes('[Content_Types].xml') || packageBeginnings.has(names[0] ?? '')
}

const packageBeginnings = new Set(['mimetype', 'META-INF/', 'META-INF/MANIFEST.MF'])

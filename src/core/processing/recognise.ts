import { matchContainer } from './recognition/containers.ts'
import type { FileKindName } from './recognition/file-kinds.ts'
import type { FileSample } from './recognition/file-sample.ts'
import { hasBytes, matchSignature } from './recognition/signatures.ts'
import { isTarHeader } from './recognition/tar-header.ts'
import { matchText } from './recognition/text-kinds.ts'

/** A PDF may start with up to this many bytes of something else. */
const pdfPreambleBytes = 1024

/**
 * What a file is, decided by its content. The extension (lower case, no dot) only tells apart what the content does
 * not: style sheets and scripts from other text, Illustrator files from the PDF or PostScript they consist of, and
 * colour swatches, which have no mark of their own. `unknown` when nothing fits.
 */
export function recognise(sample: FileSample, extension: string): FileKindName {
  const { head } = sample
  const pdf = head.toString('latin1', 0, pdfPreambleBytes).includes('%PDF-')
  const kind =
    matchContainer(sample, extension) ??
    matchSignature(head) ??
    (pdf ? 'pdf' : undefined) ??
    swatches(head, extension) ??
    (isTarHeader(head) ? 'tar' : undefined) ??
    matchText(head, extension) ??
    'unknown'
  return extension === 'ai' && (kind === 'pdf' || kind === 'postscript') ? 'illustrator' : kind
}

function swatches(head: Buffer, extension: string): FileKindName | undefined {
  return extension === 'aco' && (hasBytes(head, 0, '\0\x01') || hasBytes(head, 0, '\0\x02'))
    ? 'aco'
    : undefined
}

import { matchContainer } from './recognition/containers.ts'
import type { FileKindName } from './recognition/file-kinds.ts'
import type { FileSample } from './recognition/file-sample.ts'
import { postScriptStart } from './recognition/postscript-start.ts'
import { hasBytes, matchSignature } from './recognition/signatures.ts'
import { isTarHeader } from './recognition/tar-header.ts'
import { matchText } from './recognition/text-kinds.ts'

/** A PDF may start with up to this many bytes of something else. */
const pdfPreambleBytes = 1024

/** Less than this is no printer font metrics. */
const pfmHeaderBytes = 117

/**
 * What a file is, decided by its content. The extension (lower case, no dot) only tells apart what the content does
 * not: style sheets and scripts from other text, Illustrator files from the PDF or PostScript they consist of, and
 * colour swatches and PFM, which have no mark of their own. `unknown` when nothing fits.
 */
export function recognise(sample: FileSample, extension: string): FileKindName {
  const { head } = sample
  const pdf = head.toString('latin1', 0, pdfPreambleBytes).includes('%PDF-')
  const kind =
    matchContainer(sample, extension) ??
    matchSignature(head) ??
    (postScriptStart(head) === undefined ? undefined : 'postscript') ??
    (pdf ? 'pdf' : undefined) ??
    swatches(head, extension) ??
    printerMetrics(head, extension) ??
    (isTarHeader(head) ? 'tar' : undefined) ??
    matchText(head, extension) ??
    'unknown'
  return extension === 'ai' && (kind === 'pdf' || kind === 'postscript') ? 'illustrator' : kind
}

/** Metrics of a vector font (Windows 3.1, PFM): version 1.0, and the device type that only such fonts have. */
function printerMetrics(head: Buffer, extension: string): FileKindName | undefined {
  const isVector = head.length >= pfmHeaderBytes && (head.readUInt16LE(66) & 1) === 1
  return extension === 'pfm' && isVector && hasBytes(head, 0, '\0\x01') ? 'pfm' : undefined
}

function swatches(head: Buffer, extension: string): FileKindName | undefined {
  return extension === 'aco' && (hasBytes(head, 0, '\0\x01') || hasBytes(head, 0, '\0\x02'))
    ? 'aco'
    : undefined
}

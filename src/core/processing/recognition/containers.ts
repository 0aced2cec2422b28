import type { FileKindName } from './file-kinds.ts'
import type { FileSample } from './file-sample.ts'
import { hasBytes } from './signatures.ts'
import { zipNames } from './zip-names.ts'

/** The kind of a file whose outer format carries many kinds: ZIP, OLE, RIFF, ISO base media, Matroska, Ogg, ASF. */
export function matchContainer(sample: FileSample, extension: string): FileKindName | undefined {
  const { head } = sample
  if (hasBytes(head, 0, 'PK\x03\x04') || hasBytes(head, 0, 'PK\x05\x06')) return zipKind(sample)
  if (hasBytes(head, 0, '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')) return oleKind(sample.contents)
  if (hasBytes(head, 0, 'RIFF')) return riffKinds[head.toString('latin1', 8, 12)]
  if (hasBytes(head, 4, 'ftyp')) return isoMediaKind(head)
  if (segmentAtoms.some((atom) => hasBytes(head, 4, atom))) return 'mp4Segment'
  if (quickTimeAtoms.some((atom) => hasBytes(head, 4, atom))) return 'quicktime'
  if (hasBytes(head, 0, '\x1a\x45\xdf\xa3')) return head.includes('webm') ? 'webm' : 'matroska'
  if (hasBytes(head, 0, 'OggS')) return head.includes('theora') ? 'ogv' : 'ogg'
  if (hasBytes(head, 0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11')) return extension === 'wma' ? 'wma' : 'wmv'
  return undefined
}

const riffKinds: Readonly<Record<string, FileKindName>> = { WEBP: 'webp', WAVE: 'wav', 'AVI ': 'avi' }

/** How the parts of a stream begin (ISO/IEC 14496-12, 8.8 and 8.16). */
const segmentAtoms = ['styp', 'moof', 'sidx']

const quickTimeAtoms = ['moov', 'mdat', 'wide', 'free', 'skip', 'pnot']

const heifBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])

/** Major brand first; `mif1` stands for any still image, so the compatible brands are asked for AV1 as well. */
function isoMediaKind(head: Buffer): FileKindName {
  const end = Math.min(head.readUInt32BE(0), head.length)
  const brands: string[] = []
  for (let at = 8; at + 4 <= end; at += 4) if (at !== 12) brands.push(head.toString('latin1', at, at + 4))
  const major = brands[0] ?? ''
  if (brands.includes('avif') || brands.includes('avis')) return 'avif'
  if (heifBrands.has(major)) return 'heic'
  if (major === 'qt  ') return 'quicktime'
  if (major.startsWith('M4A') || major.startsWith('M4B')) return 'm4a'
  if (major.startsWith('3g')) return '3gp'
  return 'mp4'
}

/** IDML names its type in its first file, as EPUB and ODF do. */
const idmlType = 'mimetypeapplication/vnd.adobe.indesign-idml-package'

/** Office files are ZIPs with a folder of a fixed name; the central directory at the end lists all names. */
function zipKind(sample: FileSample): FileKindName {
  const { head, contents } = sample
  if (hasBytes(head, 30, idmlType)) return 'idml'
  const names = zipNames(sample) ?? Buffer.concat([head, contents]).toString('latin1').match(officePart) ?? []
  if (!names.includes('[Content_Types].xml')) return 'zip'
  const has = (folder: string) => names.some((name) => name.startsWith(folder))
  if (has('word/')) return 'docx'
  if (has('xl/')) return 'xlsx'
  return has('ppt/') ? 'pptx' : 'zip'
}

/** Names that tell Office files apart, in one whose directory can not be read. */
const officePart = /\[Content_Types\]\.xml|(word|xl|ppt)\//g

/** The old Office formats name their main stream in UTF-16 in the directory of the compound file. */
function oleKind(directory: Buffer): FileKindName {
  const names = directory.toString('utf16le')
  if (names.includes('WordDocument')) return 'doc'
  if (names.includes('PowerPoint Document')) return 'ppt'
  return names.includes('Workbook') || names.includes('Book') ? 'xls' : 'unknown'
}

import type { FileKindName } from './file-kinds.ts'

interface Signature {
  readonly kind: FileKindName
  /** Byte offset of the pattern in the file. */
  readonly at: number
  /** The bytes, as Latin-1 text. */
  readonly bytes: string
  /** A second mark that must stand there too. */
  readonly also?: { readonly at: number; readonly bytes: string }
}

const signatures: readonly Signature[] = [
  { kind: 'jpeg', at: 0, bytes: '\xff\xd8\xff' },
  { kind: 'png', at: 0, bytes: '\x89PNG\r\n\x1a\n' },
  { kind: 'gif', at: 0, bytes: 'GIF87a' },
  { kind: 'gif', at: 0, bytes: 'GIF89a' },
  { kind: 'tiff', at: 0, bytes: 'II*\0' },
  { kind: 'tiff', at: 0, bytes: 'MM\0*' },
  { kind: 'tiff', at: 0, bytes: 'II+\0' },
  { kind: 'tiff', at: 0, bytes: 'MM\0+' },
  { kind: 'psd', at: 0, bytes: '8BPS\0\x01' },
  { kind: 'psd', at: 0, bytes: '8BPS\0\x02' },
  { kind: 'bmp', at: 0, bytes: 'BM', also: { at: 6, bytes: '\0\0\0\0' } },
  { kind: 'jp2', at: 0, bytes: '\0\0\0\x0cjP  ' },
  { kind: 'jp2', at: 0, bytes: '\xff\x4f\xff\x51' },
  { kind: 'jxl', at: 0, bytes: '\0\0\0\x0cJXL ' },
  { kind: 'pfa', at: 0, bytes: '%!PS-AdobeFont' },
  { kind: 'pfa', at: 0, bytes: '%!FontType1' },
  { kind: 'pfb', at: 0, bytes: '\x80\x01', also: { at: 6, bytes: '%!' } },
  { kind: 'afm', at: 0, bytes: 'StartFontMetrics' },
  { kind: 'postscript', at: 0, bytes: '%!PS' },
  { kind: 'postscript', at: 0, bytes: '\xc5\xd0\xd3\xc6' },
  { kind: 'indesign', at: 0, bytes: '\x06\x06\xed\xf5\xd8\x1d\x46\xe5' },
  { kind: 'flv', at: 0, bytes: 'FLV\x01' },
  { kind: 'mpeg', at: 0, bytes: '\0\0\x01\xba' },
  { kind: 'mpeg', at: 0, bytes: '\0\0\x01\xb3' },
  { kind: 'mpegts', at: 0, bytes: 'G', also: { at: 188, bytes: 'G' } },
  { kind: 'mpegts', at: 4, bytes: 'G', also: { at: 196, bytes: 'G' } },
  { kind: 'flac', at: 0, bytes: 'fLaC' },
  { kind: 'aiff', at: 0, bytes: 'FORM', also: { at: 8, bytes: 'AIF' } },
  { kind: 'mp3', at: 0, bytes: 'ID3' },
  { kind: 'tar', at: 257, bytes: 'ustar' },
  { kind: 'gzip', at: 0, bytes: '\x1f\x8b\x08' },
  { kind: 'rtf', at: 0, bytes: '{\\rtf' },
  { kind: 'icc', at: 36, bytes: 'acsp' },
  { kind: 'ttf', at: 0, bytes: '\0\x01\0\0\0' },
  { kind: 'ttf', at: 0, bytes: 'true\0' },
  { kind: 'otf', at: 0, bytes: 'OTTO\0' },
  { kind: 'ttc', at: 0, bytes: 'ttcf\0' },
  { kind: 'woff', at: 0, bytes: 'wOFF' },
  { kind: 'woff2', at: 0, bytes: 'wOF2' },
  { kind: 'swf', at: 0, bytes: 'FWS' },
  { kind: 'swf', at: 0, bytes: 'CWS' },
  { kind: 'swf', at: 0, bytes: 'ZWS' },
  { kind: 'glb', at: 0, bytes: 'glTF' },
]

/** The kind whose fixed bytes the head of a file carries; undefined when none does. */
export function matchSignature(head: Buffer): FileKindName | undefined {
  const found = signatures.find(
    ({ at, bytes, also }) => hasBytes(head, at, bytes) && (!also || hasBytes(head, also.at, also.bytes)),
  )
  return found?.kind ?? mpegAudio(head)
}

/** True when the Latin-1 text `bytes` stands at byte offset `at`. */
export function hasBytes(head: Buffer, at: number, bytes: string): boolean {
  return head.toString('latin1', at, at + bytes.length) === bytes
}

/** Frames of MPEG audio start with eleven or twelve set bits; layer 0 marks the ADTS frames of AAC. */
function mpegAudio(head: Buffer): FileKindName | undefined {
  const first = head[0] ?? 0
  const second = head[1] ?? 0
  const third = head[2] ?? 0
  if (first !== 0xff || (second & 0xe0) !== 0xe0) return undefined
  if ((second & 0xf6) === 0xf0) return (third & 0x3c) >> 2 < 13 ? 'aac' : undefined
  const layer = (second >> 1) & 3
  const version = (second >> 3) & 3
  const bitRate = third >> 4
  const sampleRate = (third >> 2) & 3
  return layer !== 0 && version !== 1 && bitRate !== 15 && sampleRate !== 3 ? 'mp3' : undefined
}

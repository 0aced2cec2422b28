import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { recognise } from './recognise.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const padded = (text: string, at = 0, length = 600) => {
  const buffer = Buffer.alloc(length)
  buffer.write(text, at, 'latin1')
  return buffer
}
const kindOf = (content: Buffer, extension = '', contents = Buffer.alloc(0)) =>
  recognise({ head: content.subarray(0, 4096), contents }, extension)
const isoMedia = (major: string, ...others: string[]) =>
  bytes(`\0\0\0${String.fromCharCode(16 + others.length * 4)}ftyp${major}\0\0\0\0${others.join('')}`)

describe('recognise', () => {
  it.each(['jpeg', 'png', 'gif', 'tiff', 'webp', 'avif'] as const)(
    '%s as sharp writes it',
    async (format) => {
      const image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      expect(kindOf(await image.toFormat(format).toBuffer(), 'txt')).toBe(format)
    },
  )

  it.each([
    ['heic', isoMedia('heic', 'mif1')],
    ['avif', isoMedia('mif1', 'avif', 'miaf')],
    ['mp4', isoMedia('isom', 'mp41')],
    ['quicktime', isoMedia('qt  ')],
    ['quicktime', padded('\0\0\0\x08wide')],
    ['m4a', isoMedia('M4A ')],
    ['3gp', isoMedia('3gp5')],
    ['bmp', padded('BM\x36\x10\0\0\0\0\0\0')],
    ['psd', padded('8BPS\0\x01')],
    ['psd', padded('8BPS\0\x02')],
    ['pdf', padded('%PDF-1.7')],
    ['pdf', padded('junk before %PDF-1.4', 3)],
    ['postscript', bytes('%!PS-Adobe-3.0 EPSF-3.0\n')],
    ['postscript', padded('\xc5\xd0\xd3\xc6')],
    ['postscript', bytes('\x04%!PS-Adobe-3.0\n')],
    ['postscript', bytes('\x1b%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE=POSTSCRIPT\r\n%!PS-Adobe-3.0\r\n')],
    ['unknown', bytes('\x1b%-12345X@PJL ENTER LANGUAGE=PCL\r\n\x1bE')],
    ['pfb', bytes('\x80\x01\x20\x10\0\0%!PS-AdobeFont-1.0: Foo')],
    ['pfa', bytes('%!PS-AdobeFont-1.0: Foo 001.001')],
    ['pfa', bytes('%!FontType1-1.0: Foo')],
    ['afm', bytes('StartFontMetrics 4.1\n')],
    ['indesign', padded('\x06\x06\xed\xf5\xd8\x1d\x46\xe5')],
    ['webm', padded('\x1a\x45\xdf\xa3....B\x82\x84webm')],
    ['matroska', padded('\x1a\x45\xdf\xa3....B\x82\x88matroska')],
    ['avi', padded('RIFF....AVI LIST')],
    ['wav', padded('RIFF....WAVEfmt ')],
    ['flv', padded('FLV\x01')],
    ['mpeg', padded('\0\0\x01\xba')],
    ['wmv', padded('\x30\x26\xb2\x75\x8e\x66\xcf\x11')],
    ['mp3', padded('ID3\x04')],
    ['mp3', padded('\xff\xfb\x90\x64')],
    ['aac', padded('\xff\xf1\x50\x80')],
    ['ogg', padded('OggS\0\x02...............................\x01vorbis')],
    ['ogv', padded('OggS\0\x02...............................\x80theora')],
    ['flac', padded('fLaC')],
    ['tar', padded('ustar', 257)],
    ['gzip', padded('\x1f\x8b\x08')],
    ['rtf', bytes('{\\rtf1\\ansi text}')],
    ['icc', padded('acsp', 36)],
    ['ttf', padded('\0\x01\0\0\0\x0c')],
    ['otf', padded('OTTO\0')],
    ['ttc', padded('ttcf\0\x01')],
    ['woff', padded('wOFF')],
    ['woff2', padded('wOF2')],
    ['swf', padded('CWS\x0a')],
    ['glb', padded('glTF\x02')],
    [
      'idml',
      padded('PK\x03\x04..........................mimetypeapplication/vnd.adobe.indesign-idml-package'),
    ],
    ['unknown', padded('\x01\x02\x03')],
    ['svg', bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      'svg',
      Buffer.from(
        '\ufeff<?xml version="1.0"?>\n<!-- a > b --><!DOCTYPE svg [<!ENTITY a "b">]><svg:svg xmlns:svg="x"/>',
      ),
    ],
    ['svg', Buffer.from('\ufeff<svg/>', 'utf16le')],
    ['xsl', bytes('<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>')],
    ['xml', bytes('<?xml version="1.0"?><stylesheet/>')],
    ['plainText', bytes('<!DOCTYPE html><html><body>404</body></html>')],
    ['hls', bytes('#EXTM3U\n#EXTINF:10,\n/etc/passwd\n')],
    ['dash', bytes('<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"/>')],
    ['mp4Segment', bytes('\0\0\0\x18stypmsdh\0\0\0\0msdhmsix')],
    ['mp4Segment', bytes('\0\0\0\x10moof\0\0\0\x08mfhd')],
    ['vtt', bytes('WEBVTT\n\n00:00.000 --> 00:01.000\nHello')],
    ['srt', Buffer.from('\ufeff1\r\n00:00:01,000 --> 00:00:02,500\r\nHello')],
    ['srt', bytes('1\n00:00:01,000 --> 00:00:02,500\nHello')],
    ['scc', bytes('Scenarist_SCC V1.0\n\n00:00:00:22\t9420 9420')],
    ['ttml', bytes('<?xml version="1.0"?><tt xml:lang="en" xmlns="http://www.w3.org/ns/ttml"><body/></tt>')],
    ['ttml', bytes('<tt:tt xmlns:tt="http://www.w3.org/2006/10/ttaf1"/>')],
    ['xml', bytes('<?xml version="1.0"?><tt>no namespace</tt>')],
    ['cuePoints', bytes('<?xml version="1.0"?><FLVCoreCuePoints Version="1"><CuePoint/></FLVCoreCuePoints>')],
    ['plainText', bytes('ffconcat version 1.0\nfile /etc/passwd\n')],
    ['plainText', bytes('just words')],
    ['plainText', bytes('x')],
    ['plainText', Buffer.from('Grüße')],
  ])('%s', (kind, content) => {
    expect(kindOf(content)).toBe(kind)
  })

  it.each([
    ['css', 'css', 'a { color: red }'],
    ['js', 'javascript', 'const a = 1'],
    ['ai', 'illustrator', '%PDF-1.5'],
    ['ai', 'illustrator', '%!PS-Adobe-3.0'],
    ['aco', 'aco', '\0\x01\0\x01'],
    ['pfm', 'pfm', `\0\x01\x80\x02\0\0${' '.repeat(60)}\x81${'\0'.repeat(60)}`],
    ['pfm', 'unknown', `\0\x01\x80\x02\0\0${' '.repeat(60)}\0${'\0'.repeat(60)}`],
    ['wma', 'wma', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
    ['jpg', 'pdf', '%PDF-1.5'],
    ['css', 'pdf', '%PDF-1.5'],
  ])('the extension .%s settles %s', (extension, kind, content) => {
    expect(kindOf(bytes(content), extension)).toBe(kind)
  })

  it.each([
    ['docx', '[Content_Types].xml word/document.xml'],
    ['xlsx', '[Content_Types].xml xl/workbook.xml'],
    ['pptx', '[Content_Types].xml ppt/presentation.xml'],
    ['zip', 'word/readme.txt'],
  ])('%s by the names at the end of the ZIP', (kind, names) => {
    expect(kindOf(padded('PK\x03\x04'), '', bytes(names))).toBe(kind)
  })

  it.each([
    ['doc', 'WordDocument'],
    ['xls', 'Workbook'],
    ['ppt', 'PowerPoint Document'],
    ['unknown', 'Something'],
  ])('%s by its stream in the compound file', (kind, stream) => {
    const head = padded('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')
    expect(kindOf(head, '', Buffer.from(stream, 'utf16le'))).toBe(kind)
  })

  it('takes any head without failing', () => {
    for (let length = 0; length < 40; length++) {
      for (const start of [
        'PK\x03\x04',
        'RIFF',
        '....ftyp',
        '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1',
        '\xff\xfb',
        '<',
        '\xff\xfe',
      ]) {
        expect(kindOf(padded(start, 0, length))).toBeTypeOf('string')
      }
    }
  })
})

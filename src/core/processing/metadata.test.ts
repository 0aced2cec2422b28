import sharp, { type Metadata } from 'sharp'
import { describe, expect, it } from 'vitest'
import { maxValueBytes } from './metadata/metadata-record.ts'
import { maxMetadataBlockBytes, readMetadata } from './metadata.ts'

const blank = () => sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })

async function headerWith(blocks: Partial<Pick<Metadata, 'exif' | 'iptc' | 'xmp'>>): Promise<Metadata> {
  return { ...(await sharp(await blank().png().toBuffer()).metadata()), ...blocks }
}

function packet(description: string): Buffer {
  return Buffer.from(`\ufeff<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
    <x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
      xmlns:pur="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
      xmlns:xmpMM="http://ns.adobe.com/xap/1.0/mm/" xmlns:stRef="http://ns.adobe.com/xap/1.0/sType/ResourceRef#"
      xmlns:own="http://example.com/shop/1.0/">${description}</rdf:RDF></x:xmpmeta><?xpacket end="w"?>\0\0  `)
}

function dataSet(number: number, value: string | Buffer, record = 2): Buffer {
  const bytes = Buffer.from(value)
  return Buffer.concat([Buffer.from([0x1c, record, number, bytes.length >> 8, bytes.length & 255]), bytes])
}

function photoshopBlock(iim: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(iim.length)
  const other = Buffer.from('8BIM\x03\xed\0\0\0\0\0\x03abc\0', 'latin1')
  return Buffer.concat([
    Buffer.from('Photoshop 3.0\0', 'latin1'),
    other,
    Buffer.from('8BIM\x04\x04\0\0', 'latin1'),
    length,
    iim,
  ])
}

describe('XMP', () => {
  it('gives properties, lists, language alternatives and structures under the usual prefixes', async () => {
    const xmp = packet(`
      <rdf:Description rdf:about="" xmp:CreateDate="2024-05-01T12:00:00Z" own:Sku="A &amp; B">
        <pur:title><rdf:Alt><rdf:li xml:lang="de">Schuh</rdf:li><rdf:li xml:lang="x-default">Shoe</rdf:li></rdf:Alt></pur:title>
        <pur:subject><rdf:Bag><rdf:li>red</rdf:li><rdf:li>a "b"</rdf:li></rdf:Bag></pur:subject>
        <xmp:Rating> 4 </xmp:Rating>
        <xmpMM:DerivedFrom stRef:documentID="d1"/>
        <xmpMM:RenditionOf rdf:parseType="Resource"><stRef:instanceID>i1</stRef:instanceID></xmpMM:RenditionOf>
      </rdf:Description>
      <rdf:Description><xmp:Label><![CDATA[<b>]]></xmp:Label></rdf:Description>`)
    expect(readMetadata(await headerWith({ xmp }), [])).toEqual({
      metadata: {
        'xmp.CreateDate': '2024-05-01T12:00:00Z',
        'shop.Sku': 'A & B',
        'dc.title': 'Shoe',
        'dc.subject': '["red","a \\"b\\""]',
        'xmp.Rating': '4',
        'xmpMM.DerivedFrom.documentID': 'd1',
        'xmpMM.RenditionOf.instanceID': 'i1',
        'xmp.Label': '<b>',
      },
      warnings: [],
    })
  })

  it.each([
    ['malformed', packet('<rdf:Description>')],
    ['with a DOCTYPE', Buffer.from('<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>')],
    ['too deep', Buffer.from('<a>'.repeat(100) + '</a>'.repeat(100))],
    ['too long', Buffer.alloc(maxMetadataBlockBytes + 1, ' ')],
  ])('that is %s is a warning', async (_, xmp) => {
    const { metadata, warnings } = readMetadata(await headerWith({ xmp }), [])
    expect(metadata).toEqual({})
    expect(warnings).toHaveLength(1)
  })

  it('cuts long values between characters', async () => {
    const long = 'ü'.repeat(maxValueBytes)
    const xmp = packet(`<rdf:Description xmp:Label="x${long}"><pur:subject><rdf:Bag>
      ${'<rdf:li>0123456789</rdf:li>'.repeat(10_000)}</rdf:Bag></pur:subject></rdf:Description>`)
    const { metadata, warnings } = readMetadata(await headerWith({ xmp }), [])
    expect(metadata['xmp.Label']).toBe(`x${'ü'.repeat(maxValueBytes / 2 - 1)}`)
    const subject = metadata['dc.subject'] ?? ''
    expect(subject.length).toBeLessThanOrEqual(maxValueBytes)
    expect(JSON.parse(subject).length).toBeGreaterThan(4000)
    expect(warnings).toHaveLength(1)
  })
})

describe('IPTC', () => {
  it.each([
    ['in a Photoshop block', photoshopBlock],
    ['as a bare record', (iim: Buffer) => iim],
  ])('%s', async (_, wrap) => {
    const iim = Buffer.concat([
      dataSet(90, '\x1b%G', 1),
      dataSet(120, 'Größe 42'),
      dataSet(25, 'red'),
      dataSet(25, 'shoe'),
      dataSet(199, 'unknown'),
    ])
    expect(readMetadata(await headerWith({ iptc: wrap(iim) }), []).metadata).toEqual({
      'iptc.Caption': 'Größe 42',
      'iptc.Keywords': '["red","shoe"]',
    })
  })

  it('takes Windows-1252 where the bytes are no UTF-8', async () => {
    const iptc = dataSet(105, Buffer.from('Stra\xdfe', 'latin1'))
    expect(readMetadata(await headerWith({ iptc }), []).metadata).toEqual({ 'iptc.Headline': 'Straße' })
  })

  it('stops at a record that is cut off', async () => {
    const iptc = Buffer.concat([dataSet(105, 'whole'), dataSet(120, 'cut').subarray(0, 6)])
    expect(readMetadata(await headerWith({ iptc }), []).metadata).toEqual({ 'iptc.Headline': 'whole' })
  })

  it('is read out of a JPEG', async () => {
    const block = photoshopBlock(dataSet(120, 'A caption'))
    const segment = Buffer.from([0xff, 0xed, (block.length + 2) >> 8, (block.length + 2) & 255])
    const jpeg = await blank().jpeg().toBuffer()
    const file = Buffer.concat([jpeg.subarray(0, 2), segment, block, jpeg.subarray(2)])
    expect(readMetadata(await sharp(file).metadata(), []).metadata['iptc.Caption']).toBe('A caption')
  })
})

describe('EXIF', () => {
  it('gives texts, numbers, dates without a zone, and lists', async () => {
    const jpeg = await blank()
      .withExif({
        IFD0: { Make: 'Acme', ImageDescription: 'with\ttab' },
        IFD2: { DateTimeOriginal: '2024:05:01 12:30:00', FNumber: '28/10' },
        IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' },
      })
      .jpeg()
      .toBuffer()
    expect(readMetadata(await sharp(jpeg).metadata(), [])).toMatchObject({
      metadata: {
        'exif.Make': 'Acme',
        'exif.DateTimeOriginal': '2024-05-01T12:30:00',
        'exif.FNumber': '2.8',
        'exif.GPSLatitude': '["51","30","0"]',
      },
      warnings: [],
    })
  })

  it('that is damaged is a warning', async () => {
    const exif = Buffer.from('Exif\0\0garbage')
    expect(readMetadata(await headerWith({ exif }), []).warnings).toHaveLength(1)
  })

  it('loses NUL characters and broken text, which databases refuse', async () => {
    const jpeg = await blank()
      .withExif({ IFD0: { Make: 'A\ud800B' } })
      .jpeg()
      .toBuffer()
    const { metadata } = readMetadata(await sharp(jpeg).metadata(), [])
    expect(Object.values(metadata).every((value) => value.isWellFormed() && !value.includes('\0'))).toBe(true)
  })
})

describe('keywords', () => {
  it('join the list without doubles', async () => {
    const xmp = packet(
      '<rdf:Description><pur:subject><rdf:Bag><rdf:li>a</rdf:li></rdf:Bag></pur:subject></rdf:Description>',
    )
    expect(readMetadata(await headerWith({ xmp }), ['a', 'b']).metadata['dc.subject']).toBe('["a","b"]')
  })

  it('make a list where there was a single text', async () => {
    const xmp = packet('<rdf:Description pur:subject="a"/>')
    expect(readMetadata(await headerWith({ xmp }), ['b']).metadata['dc.subject']).toBe('["a","b"]')
  })
})

import { deflateSync, gunzipSync, gzipSync, inflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetNamed, uploadAll } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { gradient } from '../support/pictures.ts'
import { textOf } from '../support/soap.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const company = '<companyHandle>c|1</companyHandle>'
const handleXml = async (fileName: string) =>
  `${company}<assetHandle>a|${(await assetNamed(darkroom, fileName)).id}</assetHandle>`

async function packetOf(fileName: string): Promise<string> {
  const body = await answer(darkroom.url, { operation: 'getXMPPacket', param: await handleXml(fileName) })
  const bytes = Buffer.from(textOf(body, 'compressedPacket') ?? '', 'base64')
  return inflateSync(gunzipSync(bytes)).toString()
}
async function update(fileName: string, bytes: Buffer) {
  const packet = `<compressedPacket>${bytes.toString('base64')}</compressedPacket>`
  return await outcome(darkroom.url, {
    operation: 'updateXMPPacket',
    param: (await handleXml(fileName)) + packet,
  })
}
const packed = (packet: string) => gzipSync(deflateSync(packet))
const metadataOf = async (fileName: string) => (await assetNamed(darkroom, fileName)).metadata

/** With a property, a structure and a comment that nobody here knows. */
const packet = (subject = '<dc:subject><rdf:Bag><rdf:li>own</rdf:li></rdf:Bag></dc:subject>') =>
  '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n' +
  '  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n' +
  '    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:my="http://my.example/ns/" my:rank="7">\n' +
  `      <!-- kept --><my:place rdf:parseType="Resource"><my:row>3</my:row></my:place>${subject}\n` +
  '    </rdf:Description>\n  </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'

async function jpegWith(xmp: string): Promise<Buffer> {
  return await gradient(16, 16).withXmp(xmp).jpeg().toBuffer()
}

describe('getXMPPacket', () => {
  it('gives the packet of the file, letter by letter, while nothing was changed', async () => {
    await uploadAll(darkroom, { files: [{ name: 'same.jpg', bytes: await jpegWith(packet()) }] })
    expect(await packetOf('same.jpg')).toBe(packet())
  })

  it('has xmpKeywords and metadata fields in it, and keeps what it does not know', async () => {
    await answer(darkroom.url, {
      operation: 'createMetadataField',
      param: `${company}<assetType>Asset</assetType><name>Time of year</name><fieldType>String</fieldType>`,
    })
    const value =
      '<items><fieldHandle>m|1|ASSET|Time of year</fieldHandle><value>May &amp; June</value></items>'
    await uploadAll(darkroom, {
      files: [{ name: 'changed.jpg', bytes: await jpegWith(packet()) }],
      options: `<xmpKeywords>red, a&lt;b</xmpKeywords><metadataOptions><updateArray>${value}</updateArray></metadataOptions>`,
    })
    const written = await packetOf('changed.jpg')
    expect(written).toContain('<!-- kept --><my:place rdf:parseType="Resource"><my:row>3</my:row></my:place>')
    expect(written).toContain('my:rank="7"')
    expect(written.match(/<dc:subject>/g)).toHaveLength(1)
    expect(written).toContain('<rdf:li>own</rdf:li><rdf:li>red</rdf:li><rdf:li>a&lt;b</rdf:li>')
    expect(written).toContain(
      '<field:Time_x0020_of_x0020_year>May &amp; June</field:Time_x0020_of_x0020_year>',
    )
    // Sent back as it is, nothing changes.
    const before = await metadataOf('changed.jpg')
    await update('changed.jpg', packed(written))
    expect(await metadataOf('changed.jpg')).toEqual(before)
    expect((await packetOf('changed.jpg')).match(/<field:Time/g)).toHaveLength(1)
  })

  it('makes a packet for a file without one', async () => {
    const bytes = await gradient(16, 16).png().toBuffer()
    await uploadAll(darkroom, {
      files: [{ name: 'none.png', bytes }],
      options: '<xmpKeywords>alone</xmpKeywords>',
    })
    expect(await packetOf('none.png')).toMatch(/^<\?xpacket begin=.*<rdf:li>alone<\/rdf:li>/s)
  })

  it('finds the packet in files that are no pictures', async () => {
    const bytes = Buffer.from(`%!PS-Adobe-3.0\n%%Creator: test\n${packet()}\nshowpage\n`)
    await uploadAll(darkroom, { files: [{ name: 'page.ps', bytes }] })
    expect(await packetOf('page.ps')).toBe(packet())
  })
})

describe('updateXMPPacket', () => {
  it.each([
    ['zlib in gzip', packed],
    ['gzip', (text: string) => gzipSync(text)],
    ['zlib', (text: string) => deflateSync(text)],
    ['plain', (text: string) => Buffer.from(text)],
  ])('takes the place of the packet, and the metadata follows: %s', async (how, compress) => {
    const name = `to-${how.replaceAll(' ', '-')}.jpg`
    await uploadAll(darkroom, { files: [{ name, bytes: await jpegWith(packet()) }] })
    const next = packet(
      '<dc:title><rdf:Alt><rdf:li xml:lang="x-default">New</rdf:li></rdf:Alt></dc:title>',
    ).replace('my:rank="7"', '')
    expect(await update(name, compress(next))).toMatchObject({ code: undefined })
    expect(await packetOf(name)).toBe(next)
    const metadata = await metadataOf(name)
    expect(metadata).toMatchObject({ 'dc.title': 'New', 'ns.place.row': '3' })
    expect(metadata).not.toHaveProperty(['dc.subject'])
    expect(metadata).not.toHaveProperty(['ns.rank'])
  })

  it('goes with the file: another one, or the same once more, comes with its own packet', async () => {
    await uploadAll(darkroom, { files: [{ name: 'next.jpg', bytes: await jpegWith(packet()) }] })
    await update('next.jpg', packed(packet('')))
    const other = packet('<dc:subject><rdf:Bag><rdf:li>second</rdf:li></rdf:Bag></dc:subject>')
    await uploadAll(darkroom, { files: [{ name: 'next.jpg', bytes: await jpegWith(other) }] })
    expect(await packetOf('next.jpg')).toBe(other)
    await update('next.jpg', packed(packet('')))
    await uploadAll(darkroom, { files: [{ name: 'next.jpg', bytes: await jpegWith(other) }] })
    expect(await packetOf('next.jpg')).toBe(other)
    expect((await metadataOf('next.jpg'))['dc.subject']).toBe('["second"]')
  })

  it.each([
    ['what is no XML', Buffer.from('no packet'), 'it is no XMP packet'],
    ['XML of something else', packed('<a><b/></a>'), 'no rdf:RDF element'],
    ['a DOCTYPE', packed(`<!DOCTYPE a [<!ENTITY e "x">]>${packet()}`), 'DOCTYPE'],
    ['a bomb', gzipSync(Buffer.alloc(40 * 1024 * 1024)), 'at most 10 MB'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0xff]), 'it is no XMP packet'],
  ])('refuses %s', async (_case, bytes, said) => {
    await uploadAll(darkroom, { files: [{ name: 'refuse.jpg', bytes: await jpegWith(packet()) }] })
    const { code, reason } = await update('refuse.jpg', bytes)
    expect(code).toBe('30001')
    expect(reason).toContain(said)
    expect(await packetOf('refuse.jpg')).toBe(packet())
  })
})

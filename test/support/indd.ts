/** Parts of InDesign documents, for tests. */

/** A picture as XMP holds it: base64 in lines. */
export function picture(jpeg: Buffer, page?: number): string {
  const lines = (jpeg.toString('base64').match(/.{1,76}/g) ?? []).join('&#xA;')
  const number = page === undefined ? '' : `<xmpTPg:PageNumber>${page}</xmpTPg:PageNumber>`
  return `<rdf:li rdf:parseType="Resource">${number}<xmpGImg:format>JPEG</xmpGImg:format><xmpGImg:image>${lines}</xmpGImg:image></rdf:li>`
}

/** An XMP packet with these properties. */
export function packet(properties: string): string {
  return `<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:xmpTPg="http://ns.adobe.com/xap/1.0/t/pg/" xmlns:stFnt="http://ns.adobe.com/xap/1.0/sType/Font#"
 xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Spring</rdf:li></rdf:Alt></dc:title>
 <xmp:CreatorTool>Adobe InDesign 19.0</xmp:CreatorTool>${properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>`
}

/**
 * An INDD file (XMP specification part 3): two master pages, of which the second is newer, a page of the database, and behind it
 * an object of something else and one with the packet.
 */
export function indd(xmp: string | undefined, bigEndian = false): Buffer {
  const u32 = (value: number) => {
    const bytes = Buffer.alloc(4)
    if (bigEndian) bytes.writeUInt32BE(value)
    else bytes.writeUInt32LE(value)
    return bytes
  }
  const master = (sequence: number, databasePages: number) => {
    const page = Buffer.alloc(4096)
    page.write('0606edf5d81d46e5bd31efe7fe74b71d', 0, 'hex')
    page.write('DOCUMENT', 16, 'latin1')
    page.writeUInt8(bigEndian ? 2 : 1, 24)
    page.writeBigUInt64LE(BigInt(sequence), 264)
    page.writeUInt32LE(databasePages, 280)
    return page
  }
  const object = (data: Buffer) =>
    Buffer.concat([
      Buffer.from('de39397951884b6c8e63eef8aee0dd38', 'hex'),
      ...[1, 2, data.length, 0].map(u32),
      data,
      Buffer.from('fdcedb70f7864b4fa4d3c728b3417106', 'hex'),
      Buffer.alloc(16),
    ])
  const bytes = Buffer.from(xmp ?? '')
  return Buffer.concat([
    master(1, 999),
    master(2, 3),
    Buffer.alloc(4096),
    object(Buffer.from('something else, of an odd length')),
    ...(xmp === undefined ? [] : [object(Buffer.concat([u32(bytes.length), bytes]))]),
  ])
}

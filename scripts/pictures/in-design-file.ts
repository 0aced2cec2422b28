const pageBytes = 4096

/** An InDesign file of one page: nothing but its frame and the XMP packet in which InDesign keeps previews. */
export function inDesignFile(preview: Buffer): Buffer {
  const packet = Buffer.from(xmp(preview))
  const length = Buffer.alloc(4)
  length.writeUInt32LE(packet.length)
  return Buffer.concat([
    master(1),
    master(2),
    Buffer.alloc(pageBytes),
    object(Buffer.concat([length, packet])),
  ])
}

/** One of the two pages that a file begins with (XMP specification part 3, INDD); the higher number counts. */
function master(sequence: number): Buffer {
  const page = Buffer.alloc(pageBytes)
  page.write('0606edf5d81d46e5bd31efe7fe74b71d', 0, 'hex')
  page.write('DOCUMENT', 16, 'latin1')
  page.writeUInt8(1, 24)
  page.writeBigUInt64LE(BigInt(sequence), 264)
  page.writeUInt32LE(3, 280)
  return page
}

function object(data: Buffer): Buffer {
  const head = Buffer.alloc(32)
  head.write('de39397951884b6c8e63eef8aee0dd38', 0, 'hex')
  head.writeUInt32LE(1, 16)
  head.writeUInt32LE(2, 20)
  head.writeUInt32LE(data.length, 24)
  const tail = Buffer.alloc(32)
  tail.write('fdcedb70f7864b4fa4d3c728b3417106', 0, 'hex')
  return Buffer.concat([head, data, tail])
}

function xmp(preview: Buffer): string {
  return (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">' +
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""' +
    ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpTPg="http://ns.adobe.com/xap/1.0/t/pg/"' +
    ' xmlns:xmpGImg="http://ns.adobe.com/xap/1.0/g/img/"><xmpTPg:NPages>1</xmpTPg:NPages><xmp:PageInfo><rdf:Seq>' +
    '<rdf:li rdf:parseType="Resource"><xmpTPg:PageNumber>1</xmpTPg:PageNumber><xmpGImg:format>JPEG</xmpGImg:format>' +
    `<xmpGImg:image>${preview.toString('base64')}</xmpGImg:image></rdf:li></rdf:Seq></xmp:PageInfo>` +
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
  )
}

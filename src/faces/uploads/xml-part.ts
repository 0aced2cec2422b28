import { DarkroomError } from '../../core/errors.ts'
import { parseXml, type XmlElement, XmlError } from '../../soap/xml.ts'

/** The document of a part. Throws `invalid-xml` that names the part. */
export function parseXmlPart(name: string, bytes: Uint8Array): XmlElement {
  if (bytes.byteLength === 0)
    throw new DarkroomError('invalid-xml', `${name}: the part is empty; expected an XML document.`)
  try {
    return parseXml(bytes)
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    throw new DarkroomError('invalid-xml', `${name}: ${error.message}`)
  }
}

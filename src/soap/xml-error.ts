/** Malformed, forbidden or oversized XML. The message may be shown to the client. */
export class XmlError extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'XmlError'
  }
}

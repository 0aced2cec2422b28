/** A start tag. Names are as written, with their prefix. */
export interface XmlTag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Takes the elements of an XML file as they come by. What it throws ends the reading. */
export interface XmlHandler {
  /** Whether the text up to the next tag is to be handed over; looked at after each tag. */
  readonly wantsText: boolean
  open(tag: XmlTag, line: number): void
  close(): void
  text(text: string): void
  /** After the last one, of a file that is well-formed. */
  end(): void
}

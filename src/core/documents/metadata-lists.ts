/** The longest text that is kept under a key, in UTF-16 units: at most 64 KB in UTF-8. */
export const maxTextLength = 21_000
/** Texts kept under one key, and keys kept of one document. */
export const maxTexts = 1000

/** Always a JSON array, as with other files. */
const listKeys = new Set(['dc.subject', 'dc.creator'])

/** Collects the texts that a document gives for metadata keys (`namespace.Name`). */
export class MetadataLists {
  readonly #texts = new Map<string, Set<string>>()

  /** Texts without anything but white space don't count. */
  add(key: string, text: string): void {
    const clean = cleanText(text)
    if (clean === '') return
    const texts = this.#texts.get(key)
    if (texts !== undefined) {
      if (texts.size < maxTexts) texts.add(clean)
    } else if (this.#texts.size < maxTexts) this.#texts.set(key, new Set([clean]))
  }

  /** Adds what is there to a record: one text as it is, several as a JSON array, cut to what is kept. */
  addTo(record: Record<string, string>): void {
    for (const [key, texts] of this.#texts) {
      const [first = ''] = texts
      if (texts.size === 1 && !listKeys.has(key)) record[key] = first
      else record[key] = listText(texts)
    }
  }
}

/** White space runs become one space; cut at the longest length. */
export function cleanText(text: string): string {
  const short = text.length > maxTextLength ? text.slice(0, maxTextLength) : text
  return short.replaceAll('\0', '').toWellFormed().replace(/\s+/g, ' ').trim()
}

function listText(texts: ReadonlySet<string>): string {
  let length = 2
  const kept: string[] = []
  for (const text of texts) {
    length += text.length + 3
    if (length > maxTextLength) break
    kept.push(text)
  }
  return JSON.stringify(kept)
}

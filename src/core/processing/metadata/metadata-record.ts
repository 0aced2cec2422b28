/** The longest value kept, in UTF-8 bytes. */
export const maxValueBytes = 65_536
/** The most entries kept of one file. */
export const maxEntries = 2000

/** Collects metadata under dotted keys, within bounds. */
export class MetadataRecord {
  readonly #entries = new Map<string, string>()
  #cut = false

  /** Sets a text value; an earlier one under the key is replaced. Empty text is dropped, a long one is cut. */
  set(key: string, text: string): void {
    const value = this.#bounded(cleanText(text))
    if (value === '') return
    if (this.#entries.size >= maxEntries && !this.#entries.has(key)) this.#cut = true
    else this.#entries.set(key, value)
  }

  /** Sets a list as a JSON array of texts. A list that is too long loses its last members. */
  setList(key: string, items: readonly string[]): void {
    const texts = items.map((item) => this.#bounded(cleanText(item))).filter((item) => item !== '')
    let bytes = 2
    const fitting = texts.filter((text) => {
      bytes += Buffer.byteLength(JSON.stringify(text)) + 1
      return bytes <= maxValueBytes
    })
    if (fitting.length < texts.length) this.#cut = true
    if (fitting.length > 0) this.set(key, JSON.stringify(fitting))
  }

  /** Adds to the list under a key what it does not hold yet; a plain text there becomes its first member. */
  addToList(key: string, items: readonly string[]): void {
    const value = this.#entries.get(key)
    const known = value === undefined ? [] : (listOf(value) ?? [value])
    this.setList(key, [...new Set([...known, ...items])])
  }

  has(key: string): boolean {
    return this.#entries.has(key)
  }

  /** True once something was too long to keep whole. */
  get cut(): boolean {
    return this.#cut
  }

  toRecord(): Record<string, string> {
    return Object.fromEntries(this.#entries)
  }

  #bounded(text: string): string {
    const bytes = Buffer.from(text)
    if (bytes.length <= maxValueBytes) return text
    this.#cut = true
    return new TextDecoder().decode(bytes.subarray(0, maxValueBytes)).replace(/\ufffd$/, '')
  }
}

function listOf(value: string): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(value)
    return Array.isArray(parsed) ? parsed.map(String) : undefined
  } catch {
    return undefined
  }
}

/** Without NUL and unpaired surrogates, which databases refuse, and without white space at the ends. */
function cleanText(text: string): string {
  return text.replaceAll('\0', '').toWellFormed().trim()
}

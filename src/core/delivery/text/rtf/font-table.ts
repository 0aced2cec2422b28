/** `{\fonttbl ...}`: the names of fonts by their numbers. */
export class FontTable {
  readonly #names = new Map<number, string>()
  #font = 0

  /** A command in the table. */
  command(word: string, parameter: number): void {
    if (word !== 'f') return
    this.#font = parameter
    this.#names.set(parameter, '')
  }

  /** Text in the table: the name of the newest font, to the semicolon. */
  text(text: string): void {
    const name = ((this.#names.get(this.#font) ?? '') + text).trim()
    this.#names.set(this.#font, name.split(';')[0]?.trim() ?? '')
  }

  /** Undefined: the table has no font of that number, or no name for it. */
  nameOf(font: number): string | undefined {
    return this.#names.get(font) || undefined
  }
}

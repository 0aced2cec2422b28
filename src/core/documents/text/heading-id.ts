/** Ids of headings as GitHub makes them: lower case, no punctuation, `-` for spaces, `-1`, `-2`, ... for repeated ones. */
export class HeadingIds {
  readonly #taken = new Map<string, number>()

  idOf(heading: string): string {
    const plain = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
      .replaceAll(' ', '-')
    const count = this.#taken.get(plain)
    this.#taken.set(plain, (count ?? 0) + 1)
    return count === undefined ? plain : `${plain}-${count}`
  }
}

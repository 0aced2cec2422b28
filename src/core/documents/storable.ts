/** Characters that are kept of an id, a key or the text of a reference. */
const maxLength = 2_000

/** Without what the database can't hold, and not longer than anybody reads. */
export function storable(text: string): string {
  const short = text.length > maxLength ? text.slice(0, maxLength) : text
  return short.isWellFormed() && !short.includes('\0') ? short : short.replaceAll('\0', '').toWellFormed()
}

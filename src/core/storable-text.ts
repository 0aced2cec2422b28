/**
 * Whether PostgreSQL can hold the text: not with a NUL, which it refuses as a fault of the statement. What a client
 * names with one is not there.
 */
export function isStorable(text: string): boolean {
  return !text.includes('\0')
}

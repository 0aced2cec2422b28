import { readFile } from 'node:fs/promises'

/** The largest text file that is read for its description, in bytes. */
export const maxTextBytes = 32 * 1024 * 1024

/** The text of a file, UTF-8 or UTF-16 by its byte order mark. Undefined beyond maxTextBytes. */
export async function readText(path: string, size: number): Promise<string | undefined> {
  if (size > maxTextBytes) return undefined
  const bytes = await readFile(path)
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  const encoding = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : 'utf-8'
  return new TextDecoder(encoding).decode(bytes)
}

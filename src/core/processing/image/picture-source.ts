import { readFile } from 'node:fs/promises'

/** Larger files are left to the library, which reads what it needs, in bytes. */
const maxBytesInMemory = 16 * 1024 * 1024

/**
 * What the image library is to open for a stored file: its bytes, where they are few, else its path. To find out what a file
 * is the library asks each of its readers, and each opens the file anew, some 13 times for a JPEG; a picture of 100 kB took
 * a tenth more time that way.
 */
export async function pictureSource(path: string, size: number): Promise<string | Buffer> {
  return size <= maxBytesInMemory ? await readFile(path) : path
}

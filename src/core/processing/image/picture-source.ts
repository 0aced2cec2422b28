import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'

/** In bytes. Larger files are left to the library: many large buffers keep the garbage collector busy, for 17 ms with each 4 MB. */
export const maxBytesInMemory = 1024 * 1024

/** Of the library's own pixel files, which it opens by their paths only. */
const pixelFile = '.v'

/**
 * What the image library is to open for a picture: its bytes, where they are few, else its path. To find out what a file
 * is the library asks each of its readers, and each opens the file anew, some 13 times for a JPEG; a picture of 100 kB took
 * a tenth more time that way.
 */
export async function pictureSource(path: string, size: number): Promise<string | Buffer> {
  return size <= maxBytesInMemory && extname(path) !== pixelFile ? await readFile(path) : path
}

import { type FileHandle, open } from 'node:fs/promises'

/** How much of the start of a file recognition looks at. */
export const headBytes = 4096
/** How much of the end is read where a file keeps its table of contents there (ZIP). */
export const tailBytes = 65_536
/** How much of the directory stream is read of an OLE compound file. */
const oleDirectoryBytes = 4096

/** The bytes that recognition decides from. */
export interface FileSample {
  /** The first bytes, at most headBytes. */
  readonly head: Buffer
  /** The part that lists what a container holds: end of a ZIP, directory of an OLE file; else empty. */
  readonly contents: Buffer
}

/** Reads what recognition needs of a file, a few kilobytes at most. Throws the file system's error. */
export async function readFileSample(path: string, size: number): Promise<FileSample> {
  const file = await open(path)
  try {
    const head = await readAt(file, 0, headBytes)
    return { head, contents: await readContents(file, head, size) }
  } finally {
    await file.close()
  }
}

async function readContents(file: FileHandle, head: Buffer, size: number): Promise<Buffer> {
  if (head.subarray(0, 2).toString('latin1') === 'PK') {
    return readAt(file, Math.max(0, size - tailBytes), tailBytes)
  }
  if (head.length >= 52 && head.readUInt32BE(0) === 0xd0cf11e0) {
    const sectorSize = 2 ** Math.min(head.readUInt16LE(30), 12)
    const firstDirectorySector = head.readUInt32LE(48)
    return readAt(file, (firstDirectorySector + 1) * sectorSize, oleDirectoryBytes)
  }
  return Buffer.alloc(0)
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  const { bytesRead } = await file.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

import { type FileHandle, open } from 'node:fs/promises'
import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'

/** A Photoshop file that is read piece by piece; never as a whole, because a PSB may be larger than memory. */
export interface PsdFile {
  /** The name as uploaded; for messages. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  /** `length` bytes from byte `at`. Throws `bad-file` where the file ends before. */
  read(at: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

/** Opens a stored file; close it at the end. */
export async function openPsdFile(path: string, name: string, size: number): Promise<PsdFile> {
  const file = await open(path)
  return {
    name,
    size,
    read: async (at, length) => {
      if (!(at >= 0 && length >= 0 && at + length <= size)) throw cutOff(name)
      return await readAll(file, at, length, name)
    },
    close: () => file.close(),
  }
}

async function readAll(file: FileHandle, at: number, length: number, name: string): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  for (let done = 0; done < length; ) {
    const { bytesRead } = await file.read(buffer, done, length - done, at + done)
    if (bytesRead === 0) throw cutOff(name)
    done += bytesRead
  }
  return buffer
}

/** The error of a file that ends too early, or that says so of one of its parts. */
export function cutOff(name: string): DarkroomError {
  return new DarkroomError('bad-file', say('psdCutOff', { file: name }))
}

/** The error of a file with a value that Photoshop does not write. */
export function damaged(name: string, reason: NestedMessage): DarkroomError {
  return new DarkroomError('bad-file', say('damaged', { file: name, reason }))
}

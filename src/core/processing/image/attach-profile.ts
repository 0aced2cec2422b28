import { open } from 'node:fs/promises'
import { headerBytes, openPixelFile } from './pixel-file.ts'
import { pixelFileXml } from './pixel-file-xml.ts'

/**
 * Says in which profile the pixels of a `.v` file are, in place of what it says so far; they stay as they are. To be called before the
 * image library opens the file, which it then maps into memory. All other metadata of the file goes.
 */
export async function attachProfile(path: string, profile: Buffer): Promise<void> {
  const pixels = await openPixelFile(path)
  const end = headerBytes + pixels.height * pixels.rowBytes
  await pixels.close()
  const file = await open(path, 'r+')
  try {
    await file.truncate(end)
    await file.write(pixelFileXml(profile), 0, undefined, end)
  } finally {
    await file.close()
  }
}

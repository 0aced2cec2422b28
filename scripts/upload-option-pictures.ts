import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import { withDarkroom } from '../bench/support/darkroom.ts'
import { colorPictures } from './pictures/colors.ts'
import { drawnDocumentPictures } from './pictures/drawn-documents.ts'
import type { OptionPictures } from './pictures/option-pictures.ts'
import { pdfPictures } from './pictures/pdf-pages.ts'
import { photoshopPictures } from './pictures/photoshop.ts'
import { pixelPictures } from './pictures/pixels.ts'
import { smartCropPictures } from './pictures/smart-crops.ts'
import { Studio } from './pictures/studio.ts'
import { videoPictures } from './pictures/videos.ts'

/** Where the pictures of docs/upload-options.md lie. */
export const picturesFolder = fileURLToPath(new URL('../docs/pictures', import.meta.url))
const maxBytes = 30_000

/** Every set of pictures, in the order of the page. */
const all: readonly OptionPictures[] = [
  ...pixelPictures,
  smartCropPictures,
  photoshopPictures,
  pdfPictures,
  ...drawnDocumentPictures,
  ...colorPictures,
  videoPictures,
]

/** Uploads with every option, and writes what comes of it, in place of what was in the folder. */
async function makePictures(url: string): Promise<void> {
  const studio = new Studio(url)
  for (const { upload } of all) await upload(studio)
  await studio.publish()
  const made = await Promise.all(all.map(({ pictures }) => pictures(studio)))
  studio.close()
  await mkdir(picturesFolder, { recursive: true })
  for (const old of await readdir(picturesFolder)) await rm(join(picturesFolder, old))
  for (const [name, picture] of made.flatMap((set) => Object.entries(set))) {
    const jpeg = await sharp(picture)
      .jpeg({ quality: 86, chromaSubsampling: '4:4:4', mozjpeg: true })
      .toBuffer()
    if (jpeg.length > maxBytes)
      throw new Error(`${name} has ${jpeg.length} bytes; expected ${maxBytes} at most`)
    await writeFile(join(picturesFolder, `${name}.jpg`), jpeg)
  }
  console.log(`${picturesFolder}: ${made.flatMap((set) => Object.keys(set)).length} pictures`)
}

const dataFolder = await mkdtemp(join(tmpdir(), 'darkroom-pictures-'))
try {
  await withDarkroom(dataFolder, async ({ url }) => await makePictures(url))
} finally {
  await rm(dataFolder, { recursive: true, force: true })
}

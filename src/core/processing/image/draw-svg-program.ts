import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { openImage } from './open-image.ts'

/** The process in which one SVG is drawn; see `drawSvg`. Its parameters: the SVG, and the TIFF to write. */
const [source = '', target = ''] = process.argv.slice(2)

sharp.cache(false)
sharp.concurrency(1)
try {
  // From memory: an SVG with an address could refer to the files beside it.
  await openImage(await readFile(source))
    .tiff({ compression: 'none', bigtiff: true })
    .toFile(target)
} catch (error) {
  process.stderr.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DarkroomError } from '../../errors.ts'
import { eachOnce, type NestedMessage, say } from '../../messages/messages.ts'
import { image } from '../image.ts'
import type { RippedPage } from '../postscript/render-postscript.ts'
import type { ProcessorInput } from '../processor.ts'
import type { Preview } from './previews.ts'

/**
 * Makes pictures of previews, with the options of pictures. One that is damaged or too large is left out with a warning.
 */
export async function previewPictures(
  input: ProcessorInput,
  previews: readonly Preview[],
): Promise<{ readonly pages: readonly RippedPage[]; readonly warnings: readonly NestedMessage[] }> {
  const pages: RippedPage[] = []
  const warnings: NestedMessage[] = []
  for (const [index, { jpeg, page = 1 }] of previews.entries()) {
    input.signal.throwIfAborted()
    const workFolder = join(input.workFolder, `preview-${index}`)
    await mkdir(workFolder)
    const path = join(workFolder, 'preview.jpg')
    await writeFile(path, jpeg)
    try {
      const picture = await image.process(
        { ...input, path, size: jpeg.length, workFolder, progress: () => undefined },
        { kind: 'jpeg', head: Buffer.alloc(0), warnings: [] },
      )
      warnings.push(...picture.warnings)
      if (picture.image)
        pages.push({
          number: page,
          image: picture.image,
          derived: picture.derived,
          ...(picture.crop && { crop: picture.crop }),
        })
    } catch (thrown) {
      if (!(thrown instanceof DarkroomError) || (thrown.code !== 'bad-file' && thrown.code !== 'too-large'))
        throw thrown
      warnings.push(say('previewLeftOut', { file: input.fileName, page, reason: thrown.said }))
    }
    input.progress((index + 1) / previews.length)
  }
  return { pages, warnings: eachOnce(warnings) }
}

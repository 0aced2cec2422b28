import { extname } from 'node:path/posix'
import { DarkroomError } from '../errors.ts'
import { type NestedMessage, say } from '../messages/messages.ts'
import { recognise } from './recognise.ts'
import { type FileKindName, fileKind, fileKindNames } from './recognition/file-kinds.ts'
import { readFileSample } from './recognition/file-sample.ts'

/** What is known of a file before it is processed. */
export interface FileProbe {
  readonly kind: FileKindName
  /** The first bytes of the file, at most 4 KB. */
  readonly head: Buffer
  /** For the job log: where name and content disagree. */
  readonly warnings: readonly NestedMessage[]
}

/**
 * Looks at a file and says what it is. Throws `bad-file` for an empty file, and for one whose name promises a
 * picture while its content is text or nothing known (an error page saved as .jpg).
 */
export async function probeFile(path: string, fileName: string, size: number): Promise<FileProbe> {
  if (size === 0) throw new DarkroomError('bad-file', say('fileEmpty', { file: fileName }))
  const extension = extname(fileName.replaceAll('\\', '/')).slice(1).toLowerCase()
  const sample = await readFileSample(path, size)
  const kind = recognise(sample, extension)
  const promised = kindOfExtension(extension)
  const { extensions, text, mimeType } = fileKind(kind)
  const nothingKnown = text === true || kind === 'unknown'
  if (promised && nothingKnown && fileKind(promised).raster) {
    const found = text ? say('textOfType', { type: mimeType }) : say('noKnownFormat')
    throw new DarkroomError('bad-file', say('fileNoImage', { file: fileName, found }))
  }
  const warnings: NestedMessage[] = []
  if (promised && promised !== kind && !extensions.includes(extension)) {
    const names = { file: fileName, extension }
    warnings.push(
      nothingKnown && !text
        ? say('extensionUnrecognised', names)
        : say('extensionUnlike', { ...names, type: mimeType }),
    )
  }
  return { kind, head: sample.head, warnings }
}

function kindOfExtension(extension: string): FileKindName | undefined {
  return fileKindNames.find((name) => fileKind(name).extensions.includes(extension))
}

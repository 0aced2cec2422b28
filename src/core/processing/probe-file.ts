import { extname } from 'node:path/posix'
import { DarkroomError } from '../errors.ts'
import { recognise } from './recognise.ts'
import { type FileKindName, fileKind, fileKindNames } from './recognition/file-kinds.ts'
import { readFileSample } from './recognition/file-sample.ts'

/** What is known of a file before it is processed. */
export interface FileProbe {
  readonly kind: FileKindName
  /** The first bytes of the file, at most 4 KB. */
  readonly head: Buffer
  /** For the job log: where name and content disagree. */
  readonly warnings: readonly string[]
}

/**
 * Looks at a file and says what it is. Throws `bad-file` for an empty file, and for one whose name promises a
 * picture while its content is text or nothing known (an error page saved as .jpg).
 */
export async function probeFile(path: string, fileName: string, size: number): Promise<FileProbe> {
  if (size === 0) throw new DarkroomError('bad-file', `"${fileName}" is empty (0 bytes).`)
  const extension = extname(fileName.replaceAll('\\', '/')).slice(1).toLowerCase()
  const sample = await readFileSample(path, size)
  const kind = recognise(sample, extension)
  const promised = kindOfExtension(extension)
  const { extensions, text, mimeType } = fileKind(kind)
  const nothingKnown = text === true || kind === 'unknown'
  if (promised && nothingKnown && fileKind(promised).raster) {
    const found = text ? `text (${mimeType})` : 'in no known format'
    throw new DarkroomError('bad-file', `"${fileName}" is no image: its content is ${found}.`)
  }
  const warnings: string[] = []
  if (promised && promised !== kind && !extensions.includes(extension)) {
    const found = nothingKnown && !text ? 'was not recognised' : `is ${mimeType}`
    warnings.push(`"${fileName}" has the extension .${extension}, but its content ${found}.`)
  }
  return { kind, head: sample.head, warnings }
}

function kindOfExtension(extension: string): FileKindName | undefined {
  return fileKindNames.find((name) => fileKind(name).extensions.includes(extension))
}

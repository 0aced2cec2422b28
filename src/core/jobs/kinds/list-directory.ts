import { maxFolderDepth } from '../../assets/target-path.ts'
import { DarkroomError } from '../../errors.ts'
import type { ServerFolder } from '../../ports.ts'
import type { LogLine } from '../job-log.ts'
import { FolderMetadata } from './metadata-files.ts'

export interface ListOptions {
  readonly includeSubfolders: boolean
  readonly processMetadataFiles: boolean
}

/** A file to take in, or a line for the log about what is left out. */
export type Finding =
  | {
      /** Below the folder, with slashes. */
      readonly path: string
      readonly metadata?: Readonly<Record<string, string>>
    }
  | { readonly line: LogLine }

/**
 * The files of a folder, one after the other. Names that begin with a dot are left out in silence, links and what can not
 * be read with a line for the log. Throws when the folder itself can not be read.
 */
export async function* listDirectory(
  folder: ServerFolder,
  options: ListOptions,
  path = '',
  depth = 0,
): AsyncGenerator<Finding> {
  const metadata = options.processMetadataFiles ? await FolderMetadata.read(folder, path) : undefined
  for (const line of metadata?.warnings ?? []) yield { line }
  for await (const { name, kind } of folder.entries(path)) {
    const entry = path + name
    if (name.startsWith('.')) continue
    if (kind === 'file') {
      if (metadata?.isMetadataFile(name)) continue
      const values = metadata?.valuesFor(name)
      yield { path: entry, ...(values && { metadata: values }) }
    } else if (kind === 'folder') {
      if (options.includeSubfolders) yield* listSubfolder(folder, options, `${entry}/`, depth + 1)
    } else yield { line: { type: 'UploadWarning', message: 'serverEntrySkipped', args: { file: entry } } }
  }
  for (const line of metadata?.unusedRows(path) ?? []) yield { line }
}

/** What keeps a subfolder from being read does not keep the others. */
async function* listSubfolder(
  folder: ServerFolder,
  options: ListOptions,
  path: string,
  depth: number,
): AsyncGenerator<Finding> {
  if (depth > maxFolderDepth) {
    const args = { folder: path, limit: maxFolderDepth }
    yield { line: { type: 'UploadWarning', message: 'serverFolderTooDeep', args } }
    return
  }
  try {
    yield* listDirectory(folder, options, path, depth)
  } catch (error) {
    if (!(error instanceof DarkroomError)) throw error
    const args = { folder: path, reason: error.said }
    yield { line: { type: 'UploadWarning', message: 'serverFolderSkipped', args } }
  }
}

import { constants, copyFile, link, mkdir } from 'node:fs/promises'
import { dirname, resolve, sep } from 'node:path'
import { DarkroomError } from '../errors.ts'
import type { MessageKey } from '../messages/messages.ts'
import type { BlobStore } from '../ports.ts'
import type { PublishedFile } from './published-files.ts'

/** A file that could not be written for a reason of its own. */
export interface Unwritten {
  readonly file: PublishedFile
  readonly reason: MessageKey
}

/** System errors that say something about one name or file, not about the disk. */
const ownReasons: Readonly<Record<string, MessageKey>> = {
  EEXIST: 'nameInTheWay',
  ENOTDIR: 'nameInTheWay',
  EISDIR: 'nameInTheWay',
  ENAMETOOLONG: 'nameTooLong',
}

/** Where a hard link can not be made: another volume, another owner, a file system without, too many links. */
const needsCopy = new Set(['EXDEV', 'EPERM', 'EACCES', 'EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/**
 * Puts the original of each file at its path below `tree`: as a hard link where that is possible, which takes no room, else as a
 * copy. Returns those that have no place there; throws when the disk is full or broken.
 */
export async function writeFiles(
  blobs: BlobStore,
  tree: string,
  files: readonly PublishedFile[],
): Promise<Unwritten[]> {
  const reasons = await Promise.all(
    files.map(async (file) => {
      try {
        await place(await blobs.localPath(file.original_key), targetOf(tree, file.path))
        return undefined
      } catch (thrown) {
        const reason = reasonOf(thrown)
        if (reason === undefined) throw thrown
        return { file, reason }
      }
    }),
  )
  return reasons.filter((reason) => reason !== undefined)
}

function reasonOf(thrown: unknown): MessageKey | undefined {
  if (thrown instanceof DarkroomError) return thrown.code === 'not-found' ? 'storedFileMissing' : undefined
  return ownReasons[codeOf(thrown)]
}

async function place(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true })
  try {
    await link(source, target)
  } catch (thrown) {
    if (!needsCopy.has(codeOf(thrown))) throw thrown
    await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  }
}

/** Names were checked when the asset came in; this is the last line that nothing is written elsewhere. */
function targetOf(tree: string, path: string): string {
  const target = resolve(tree, path)
  if (!target.startsWith(tree + sep)) throw new Error(`the path ${path} leaves the published folder`)
  return target
}

function codeOf(thrown: unknown): string {
  return thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
}

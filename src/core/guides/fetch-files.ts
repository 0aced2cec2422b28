import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DarkroomError } from '../errors.ts'
import type { ItemContext } from '../jobs/job-kind.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import type { JcrNode } from './items.ts'
import { failedFile, type JcrOutcome } from './jcr-outcome.ts'
import type { JcrPlace } from './jcr-place.ts'
import { type Mirrored, mirror } from './mirror.ts'

export interface FetchedFile extends Mirrored {
  readonly node: JcrNode
}

export interface FetchedFiles {
  readonly files: readonly FetchedFile[]
  readonly failed: readonly JcrOutcome[]
  /** To be tried again later, each list as an item of its own. */
  readonly later: readonly (readonly JcrNode[])[]
}

/**
 * Fetches files of a JCR repository into the mirror. Where one of several can not be fetched now, it is left for later, and so are those
 * after it: of a repository that does not answer none is waited for twice. Throws what may be otherwise at the next attempt when
 * there is only one.
 */
export async function fetchFiles(
  context: ItemContext,
  nodes: readonly JcrNode[],
  place: JcrPlace,
  limits: ProcessingLimits,
): Promise<FetchedFiles> {
  const { signal } = context
  const files: FetchedFile[] = []
  const failed: JcrOutcome[] = []
  for (const [index, node] of nodes.entries()) {
    signal.throwIfAborted()
    try {
      const fetched = await inWorkFolder(
        context,
        async (own) => await mirror(own, place.repository, { limits, folder: place.folder }, node),
      )
      files.push({ ...fetched, node })
    } catch (error) {
      signal.throwIfAborted()
      if (isOwnFault(error)) failed.push(failedFile(node.path, error.message))
      else if (nodes.length === 1) throw error
      else {
        const later = [[node], nodes.slice(index + 1)].filter(({ length }) => length > 0)
        return { files, failed, later }
      }
    }
  }
  return { files, failed, later: [] }
}

/** Whether a file is to blame for an error, so that it would come again. */
export function isOwnFault(error: unknown): error is DarkroomError {
  return error instanceof DarkroomError && error.code !== 'internal' && error.code !== 'storage-full'
}

/** Runs with a work folder that no other file of the item has used. */
export async function inWorkFolder<T>(
  context: ItemContext,
  run: (context: ItemContext) => Promise<T>,
): Promise<T> {
  const workFolder = join(context.workFolder, randomUUID())
  await mkdir(workFolder)
  try {
    return await run({ ...context, workFolder })
  } finally {
    await rm(workFolder, { recursive: true, force: true })
  }
}

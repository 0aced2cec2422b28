import { extname } from 'node:path/posix'
import { fileTypeOf } from '../documents/file-type.ts'
import type { ContentRepository, RepositoryNode } from '../ports.ts'
import { fileKind, fileKindNames } from '../processing/recognition/file-kinds.ts'
import type { AssetFilter } from './asset-filter.ts'
import { jcrItem, type ProcessingItem } from './items.ts'
import type { Processing } from './processing.queries.ts'
import { isBelow } from './repository-path.ts'
import { type Found, itemsOfStep } from './walk-step.ts'

/** Extensions of files that are something else than DITA. */
const ofKnownKind: ReadonlySet<string> = new Set(fileKindNames.flatMap((name) => fileKind(name).extensions))

/** Files of one item: each is fetched, so an item of many would take long. */
const filesOfItem = 20

/**
 * The next files of a processing in a JCR repository. Folders are listed as the walk comes to them, in order of their names; it goes on
 * where it was by listing the folders on the way there again.
 */
export async function findInJcr(
  repository: ContentRepository,
  processing: Processing,
  signal: AbortSignal,
): Promise<Found> {
  const wanted = itemsOfStep * filesOfItem
  const found: RepositoryNode[] = []
  let last: string | undefined
  for await (const node of walk(repository, processing, signal)) {
    if (passes(node, processing.filter)) found.push(node)
    last = node.path
    if (found.length >= wanted) break
  }
  const items: ProcessingItem[] = []
  for (let i = 0; i < found.length; i += filesOfItem) items.push(jcrItem(found.slice(i, i + filesOfItem)))
  const cursor = found.length >= wanted && last !== undefined ? { path: last, id: 0 } : null
  return { items, cursor, counted: found.length }
}

async function* walk(
  repository: ContentRepository,
  { path, walk_cursor, excluded_paths }: Processing,
  signal: AbortSignal,
): AsyncGenerator<RepositoryNode> {
  const isExcluded = (node: RepositoryNode) => excluded_paths.some((excluded) => isBelow(node.path, excluded))
  const root = await repository.node(path, signal)
  if (!root || isExcluded(root)) return
  if (root.kind !== 'folder') {
    if (walk_cursor === null && root.kind !== 'other') yield root
    return
  }
  const after = walk_cursor === null ? [] : walk_cursor.path.slice(path.length + 1).split('/')
  yield* below(path, after)

  async function* below(folder: string, after: readonly string[]): AsyncGenerator<RepositoryNode> {
    signal.throwIfAborted()
    const [next, ...rest] = after
    for (const node of await repository.children(folder, signal)) {
      if (next !== undefined && node.name < next) continue
      // The file that was seen last, or a folder on the way to it.
      const isOnWay = node.name === next
      if (isExcluded(node) || (isOnWay && rest.length === 0)) continue
      if (node.kind === 'folder') yield* below(node.path, isOnWay ? rest : [])
      else if (node.kind !== 'other') yield node
    }
  }
}

function passes(
  { name, createdAt }: RepositoryNode,
  { fileTypes, startTime, endTime }: AssetFilter,
): boolean {
  const time = createdAt?.getTime()
  if (startTime !== undefined && (time === undefined || time < startTime)) return false
  if (endTime !== undefined && (time === undefined || time > endTime)) return false
  if (fileTypes.length === 0 || fileTypes.includes(fileTypeOf(name, ''))) return true
  // Only its content tells, once it is fetched.
  const mayBeDita =
    fileTypeOf(name, '') === 'OTHERS' && !ofKnownKind.has(extname(name).slice(1).toLowerCase())
  return mayBeDita && (fileTypes.includes('DITATOPIC') || fileTypes.includes('DITAMAP'))
}

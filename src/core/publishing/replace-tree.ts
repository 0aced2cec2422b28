import { randomUUID } from 'node:crypto'
import { lstat, mkdir, open, readdir, readlink, rename, rm, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'

/** Holds the trees themselves; what readers use are the links beside it. */
const treesFolder = '.trees'

/**
 * Makes `<folder>/<name>` lead to a new tree that `build` fills (it gets the tree's absolute path): a symbolic link that is
 * switched when the tree is complete, so a reader who opens it gets the old tree or the new one. The tree before is
 * kept until the next time, for readers that are in it; when `build` throws, nothing changes. One at a time for a name.
 * Throws `conflict` when something else than such a link lies there.
 */
export async function replaceTree(
  folder: string,
  name: string,
  build: (tree: string) => Promise<void>,
): Promise<void> {
  const link = join(folder, name)
  const trees = join(folder, treesFolder, name)
  const before = await linkedTree(link)
  await mkdir(trees, { recursive: true })
  const tree = join(trees, randomUUID())
  await mkdir(tree)
  try {
    await build(tree)
    await switchLink(link, join(treesFolder, name, basename(tree)), trees)
  } catch (thrown) {
    await rm(tree, { recursive: true, force: true })
    throw thrown
  }
  await syncFolder(folder)
  for (const other of await readdir(trees))
    if (other !== basename(tree) && other !== before)
      await rm(join(trees, other), { recursive: true, force: true })
}

/** The name of the tree that the link leads to; undefined: there is no link yet. */
async function linkedTree(link: string): Promise<string | undefined> {
  const facts = await lstat(link).catch(() => undefined)
  if (facts === undefined) return undefined
  if (facts.isSymbolicLink()) return basename(await readlink(link))
  throw new DarkroomError('conflict', say('publishFolderTaken', { name: basename(link) }))
}

/** Relative, so that the folder can be mounted elsewhere. Replacing a link by renaming is atomic. */
async function switchLink(link: string, target: string, trees: string): Promise<void> {
  const next = join(trees, `link-${randomUUID()}`)
  await symlink(target, next)
  await rename(next, link)
}

/** Makes the switch, and on journaling file systems all before it, outlast a power cut. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

import { realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'
import type { ServerFolder, ServerFolders } from '../../core/ports.ts'
import { LocalServerFolder } from './local-server-folder.ts'

/** The folders of this machine that `DARKROOM_SERVER_DIRS` names. */
export class LocalServerFolders implements ServerFolders {
  readonly #opened: readonly string[]

  /** `opened`: absolute paths. Looked up at each use, so that a folder may be mounted later. */
  constructor(opened: readonly string[]) {
    this.#opened = opened
  }

  async open(serverDir: string): Promise<ServerFolder> {
    if (this.#opened.length === 0) throw invalid(serverDir, 'serverDirsUnset')
    const opened = (await Promise.all(this.#opened.map(realFolder))).filter((path) => path !== undefined)
    const candidates = isAbsolute(serverDir) ? [serverDir] : opened.map((path) => join(path, serverDir))
    for (const candidate of candidates) {
      const path = await realFolder(candidate)
      if (path !== undefined && opened.some((root) => isInside(root, path)))
        return new LocalServerFolder(path)
    }
    // Whether a folder outside exists is nobody's business.
    throw invalid(serverDir, 'serverDirOutside')
  }
}

/** Undefined: no folder, or out of reach. */
async function realFolder(path: string): Promise<string | undefined> {
  try {
    const real = await realpath(path)
    return (await stat(real)).isDirectory() ? real : undefined
  } catch {
    return undefined
  }
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function invalid(serverDir: string, message: 'serverDirsUnset' | 'serverDirOutside'): DarkroomError {
  return new DarkroomError('invalid-parameter', say(message, { folder: serverDir.slice(0, 200) }), {
    field: 'serverDir',
  })
}

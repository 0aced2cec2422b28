import { extname } from 'node:path/posix'
import type { Tx } from '../tables.ts'

/** The wanted name of a file, with `-1`, `-2`, ... before its extension where the folder has another of that name. */
export async function freeFileName(tx: Tx, folderId: number, wanted: string): Promise<string> {
  const extension = extname(wanted)
  const base = wanted.slice(0, wanted.length - extension.length)
  for (let n = 0; ; n++) {
    const name = n === 0 ? wanted : `${base}-${n}${extension}`
    const taken = await tx
      .selectFrom('asset')
      .select('id')
      .where('folder_id', '=', folderId)
      .where('file_name', '=', name)
      .where('trash_state', '=', 'NotInTrash')
      .executeTakeFirst()
    if (!taken) return name
  }
}

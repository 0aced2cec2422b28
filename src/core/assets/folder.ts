import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/**
 * The folder at a path ('Demo/shoes/red/'), made with all folders on the way when they are missing. Safe when many
 * workers do it at once.
 */
export async function ensureFolder(db: Db, companyId: number, path: string): Promise<number> {
  const found = await folderId(db, companyId, path)
  if (found !== undefined) return found
  const segments = path.split('/').slice(0, -1)
  const paths = segments.map((_, i) => `${segments.slice(0, i + 1).join('/')}/`)
  await sql`
    insert into folder (company_id, path)
    select ${companyId}, unnest(${paths}::text[])
    on conflict (company_id, path) do nothing`.execute(db)
  const id = await folderId(db, companyId, path)
  if (id === undefined) throw new Error(`folder ${path} could not be made`)
  return id
}

/** The path of a folder, with the company's root in front and a closing slash. */
export async function folderPath(db: Db, id: number): Promise<string> {
  const { path } = await db.selectFrom('folder').select('path').where('id', '=', id).executeTakeFirstOrThrow()
  return path
}

async function folderId(db: Db, companyId: number, path: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('folder')
    .select('id')
    .where('company_id', '=', companyId)
    .where('path', '=', path)
    .executeTakeFirst()
  return row?.id
}

import type { Selectable } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { publishContextTypes } from '../publishing/publishing.table.ts'
import type { Db, Tx } from '../tables.ts'
import type { CompanyTable } from './accounts.table.ts'

export type Company = Selectable<CompanyTable>

/** A company's name is also the name of its root folder and a part of its URLs. */
const companyName = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,62}$/u

/** Creates the company, its root folder and its publish contexts. Throws `invalid-parameter` for a bad name, `conflict` for one in use. */
export async function createCompany(tx: Tx, name: string): Promise<Company> {
  if (!companyName.test(name) || name.endsWith('.') || name.endsWith(' '))
    throw new DarkroomError(
      'invalid-parameter',
      `company name: '${name}' must be 1 to 63 letters, digits, spaces or . _ - and begin with a letter or digit.`,
      { field: 'name' },
    )
  if (await companyByName(tx, name))
    throw new DarkroomError('conflict', `There is a company '${name}' already.`, { field: 'name' })
  const company = await tx
    .insertInto('company')
    .values({ name, root_folder: `${name}/` })
    .returningAll()
    .executeTakeFirstOrThrow()
  await tx.insertInto('folder').values({ company_id: company.id, path: company.root_folder }).execute()
  await tx
    .insertInto('publish_context')
    .values(publishContextTypes.map((type) => ({ company_id: company.id, name: type, type })))
    .execute()
  return company
}

export async function companyByName(db: Db, name: string): Promise<Company | undefined> {
  return await db
    .selectFrom('company')
    .selectAll()
    .where((eb) => eb(eb.fn('lower', ['name']), '=', name.toLowerCase()))
    .executeTakeFirst()
}

export async function companyById(db: Db, id: number): Promise<Company | undefined> {
  return await db.selectFrom('company').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The companies in order of their names, without those that had expired at `expiredBefore` (undefined: with them). */
export async function allCompanies(
  db: Db,
  { expiredBefore }: { readonly expiredBefore: Date | undefined },
): Promise<Company[]> {
  return await db
    .selectFrom('company')
    .selectAll()
    .$if(expiredBefore !== undefined, (query) =>
      query.where((eb) =>
        eb.or([eb('expires', 'is', null), eb('expires', '>', expiredBefore ?? new Date(0))]),
      ),
    )
    .orderBy('name')
    .execute()
}

/** Throws `wrong-company`: to a stranger, a company that does not exist looks like one that is not theirs. */
export async function requireCompany(db: Db, id: number): Promise<Company> {
  const company = await companyById(db, id)
  if (!company)
    throw new DarkroomError('wrong-company', `There is no company ${id}, or the user is no member of it.`, {
      field: 'companyHandle',
    })
  return company
}

/** The image that stands in for missing ones; null takes it away. */
export async function setDefaultImage(db: Db, companyId: number, assetName: string | null): Promise<void> {
  await db.updateTable('company').set({ default_image: assetName }).where('id', '=', companyId).execute()
}

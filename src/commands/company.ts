import { companyByName, createCompany, setDefaultImage } from '../core/accounts/company.ts'
import { DarkroomError } from '../core/errors.ts'
import { withDatabase } from './with-database.ts'

/** `darkroom company add <name>`: a company with its root folder. */
export async function addCompany(env: NodeJS.ProcessEnv, name: string): Promise<void> {
  const company = await withDatabase(env, async (db) =>
    db.transaction().execute(async (tx) => await createCompany(tx, name)),
  )
  process.stdout.write(
    `Company ${company.name} has the handle c|${company.id} and the root folder ${company.root_folder}\n`,
  )
}

/** `darkroom company default-image <name> [asset]`: what delivery shows for missing images; without an asset, nothing. */
export async function chooseDefaultImage(
  env: NodeJS.ProcessEnv,
  name: string,
  asset?: string,
): Promise<void> {
  await withDatabase(env, async (db) => {
    const company = await companyByName(db, name)
    if (!company) throw new DarkroomError('not-found', `There is no company '${name}'.`)
    await setDefaultImage(db, company.id, asset ?? null)
  })
  process.stdout.write(
    asset === undefined ? `${name} has no default image.\n` : `${name} shows ${asset} for missing images.\n`,
  )
}

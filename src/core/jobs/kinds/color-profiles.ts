import { assetIdOf } from '../../assets/asset-handle.ts'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ColorManagement, ProfileFile } from '../../processing/options/option-types.ts'
import type { Db } from '../../tables.ts'
import type { ProcessingFields } from './upload-options.ts'

/**
 * colorManagementOptions with the handles of its profiles looked up; an empty handle is none. Throws `invalid-parameter`, naming
 * field and handle, unless each names an IccProfile asset of the company. Undefined: the job has no such option.
 */
export async function colorManagementOf(
  db: Db,
  companyId: number,
  { colorManagementOptions: options }: Pick<ProcessingFields, 'colorManagementOptions'>,
): Promise<ColorManagement | undefined> {
  if (!options) return undefined
  const { colorManagement, sourceProfileHandle, outputProfileHandle } = options
  const source = await profileOf(db, companyId, 'sourceProfileHandle', sourceProfileHandle)
  const output = await profileOf(db, companyId, 'outputProfileHandle', outputProfileHandle)
  return { colorManagement, ...(source && { source }), ...(output && { output }) }
}

async function profileOf(
  db: Db,
  companyId: number,
  option: string,
  handle = '',
): Promise<ProfileFile | undefined> {
  if (handle.trim() === '') return undefined
  const asset = await db
    .selectFrom('asset')
    .select(['name', 'original_key'])
    .where('id', '=', assetIdOf(handle) ?? 0)
    .where('company_id', '=', companyId)
    .where('type', '=', 'IccProfile')
    .where('trash_state', '=', 'NotInTrash')
    .executeTakeFirst()
  if (asset && asset.original_key !== null) return { key: asset.original_key, name: asset.name }
  const field = `colorManagementOptions/${option}`
  throw new DarkroomError('invalid-parameter', say('noIccProfile', { field, handle: handle.slice(0, 80) }), {
    field,
  })
}

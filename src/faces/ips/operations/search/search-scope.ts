import { requireCompany } from '../../../../core/accounts/company.ts'
import type { SearchScope } from '../../../../core/assets/search/search-assets.ts'
import { targetPath } from '../../../../core/assets/target-path.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import type { Db } from '../../../../core/tables.ts'
import type { Static } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { publishStates, trashStates } from '../../types/repository-constants.ts'
import type { SearchFilter } from '../../types/search.ts'
import { namedProject } from '../projects/named-project.ts'

/**
 * The assets that a filter means; undefined: all of the company outside the trash. Without a folder it is the company's
 * root, and subfolders count unless the filter says no. Throws `invalid-parameter`, or `not-found` for the project.
 */
export async function searchScope(
  db: Db,
  companyHandle: string,
  filter: Static<typeof SearchFilter> = {},
): Promise<SearchScope> {
  const company = await requireCompany(db, parseCompanyHandle(companyHandle))
  const { folder = '', includeSubfolders = true, projectHandle = '' } = filter
  const path = folder.trim().replace(/^f\|/, '')
  const publishState = constant('publishState', filter.publishState, publishStates)
  const trashState = constant('trashState', filter.trashState, [...trashStates, 'Any'] as const)
  const project = projectHandle === '' ? undefined : await namedProject(db, { companyHandle, projectHandle })
  return {
    companyId: company.id,
    folder: targetPath(company.root_folder, path, 'file').folder,
    includeSubfolders,
    types: filter.assetTypeArray?.items ?? [],
    excludeTypes: filter.excludeAssetTypeArray?.items ?? [],
    subTypes: filter.assetSubTypeArray?.items ?? [],
    strictSubType: filter.strictSubTypeCheck ?? false,
    excludeByproducts: filter.excludeByproducts ?? false,
    projectId: project?.id,
    readyForPublish: publishState === undefined ? undefined : publishState === 'MarkedForPublish',
    trashState: trashState === 'Any' ? undefined : (trashState ?? 'NotInTrash'),
  }
}

/** Undefined for an absent or empty value. The schema calls these fields plain strings. */
function constant<Value extends string>(
  name: string,
  given: string | undefined,
  values: readonly Value[],
): Value | undefined {
  const text = given?.trim() ?? ''
  if (text === '') return undefined
  const value = values.find((one) => one === text)
  if (value !== undefined) return value
  const field = `filters/${name}`
  throw new DarkroomError(
    'invalid-parameter',
    `${field} is "${text.slice(0, 80)}"; expected one of ${values.join(', ')}.`,
    { field },
  )
}

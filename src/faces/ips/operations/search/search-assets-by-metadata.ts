import type { RawBuilder } from 'kysely'
import { searchAssets } from '../../../../core/assets/search/search-assets.ts'
import { maxConditions, maxValues, textCondition } from '../../../../core/assets/search/search-condition.ts'
import { keyValues } from '../../../../core/assets/search/search-key.ts'
import { DarkroomError } from '../../../../core/errors.ts'
import type { Db } from '../../../../core/tables.ts'
import { int, optional, required, type Static, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { AssetSummaryArray } from '../../types/asset.ts'
import {
  HaystackSearch,
  type MetadataCondition,
  MetadataConditionArray,
  SearchFilter,
} from '../../types/search.ts'
import { searchMatchModes, sortDirections } from '../../types/search-constants.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { assetSummaryView } from '../../views/asset-summary.ts'
import { everyRoleButTrial } from '../declared/role-sets.ts'
import { searchScope } from './search-scope.ts'

/** Assets of a page at most, and when the request names no number. */
export const maxFoundPerPage = 1_000

/** Assets by the texts that they have under keys, in the order of one key: their names unless the request says another. */
export const searchAssetsByMetadata = operation({
  name: 'searchAssetsByMetadata',
  since: '2010-01-31',
  roles: everyRoleButTrial,
  request: sequence('', {
    companyHandle: required(string),
    filters: optional(SearchFilter, { since: '2010-01-31-beta' }),
    metadataConditionArray: optional(MetadataConditionArray),
    metadataConditionMatchMode: optional(string, { since: '2021-04-26-beta', oneOf: searchMatchModes }),
    responseMetadataArray: optional(StringArray),
    recordsPerPage: optional(int, { min: 1, max: maxFoundPerPage }),
    resultsPage: optional(int, { min: 1 }),
    sortBy: optional(string, { since: '2010-01-31-beta' }),
    sortDirection: optional(string, { since: '2010-01-31-beta', oneOf: sortDirections, ignoreCase: true }),
    haystackSearch: optional(HaystackSearch, { since: '2010-01-31-beta' }),
  }),
  response: sequence('', { totalRows: required(int), assetSummaryArray: required(AssetSummaryArray) }),
  run: async (request, { db, version }) => {
    if (request.haystackSearch)
      throw new DarkroomError(
        'not-implemented',
        'haystackSearch: searches by likeness to an asset are not carried out.',
        { field: 'haystackSearch' },
      )
    const scope = await searchScope(db, request.companyHandle, request.filters)
    const conditions = request.metadataConditionArray?.items ?? []
    const { total, assets } = await searchAssets(db, {
      scope,
      conditions: await conditionsOf(db, scope.companyId, conditions),
      matchAny: request.metadataConditionMatchMode === 'MatchAny',
      sortBy: await keyValues(db, scope.companyId, request.sortBy?.trim() || 'name', 'sortBy'),
      descending: request.sortDirection === 'Descending',
      recordsPerPage: request.recordsPerPage ?? maxFoundPerPage,
      page: request.resultsPage ?? 1,
    })
    const keys = request.responseMetadataArray?.items.map((key) => key.trim())
    const items = assets.map((asset) => assetSummaryView(asset, keys, version))
    return { totalRows: total, assetSummaryArray: { items } }
  },
})

async function conditionsOf(
  db: Db,
  companyId: number,
  given: readonly Static<typeof MetadataCondition>[],
): Promise<RawBuilder<boolean>[]> {
  const array = 'metadataConditionArray'
  const valueCount = given.reduce((sum, { values }) => sum + 1 + (values?.items.length ?? 0), 0)
  if (given.length > maxConditions || valueCount > maxValues)
    throw new DarkroomError(
      'invalid-parameter',
      `${array} has ${given.length} conditions with up to ${valueCount} values; expected at most ${maxConditions} with ${maxValues}.`,
      { field: array },
    )
  const conditions: RawBuilder<boolean>[] = []
  for (const [i, { fieldHandle, op, value, values: several, caseSensitive = false }] of given.entries()) {
    const path = `${array}/items[${i + 1}]`
    const values = [...(value === undefined ? [] : [value]), ...(several?.items ?? [])]
    if (values.length === 0)
      throw new DarkroomError('missing-parameter', `${path}/value is missing; the text to compare with.`, {
        field: `${path}/value`,
      })
    const condition = { key: fieldHandle.trim(), op, values, caseSensitive }
    conditions.push(await textCondition(db, companyId, condition, path))
  }
  return conditions
}

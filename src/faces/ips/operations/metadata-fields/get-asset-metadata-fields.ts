import { metadataFields } from '../../../../core/metadata/metadata-field.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { AssetMetadataFieldsArray } from '../../types/metadata-fields.ts'
import { metadataFieldView } from '../../views/metadata-field.ts'
import { everyRoleButTrial } from '../declared/role-sets.ts'

/** The metadata fields of a company by asset type; `Asset` has those of all types. */
export const getAssetMetadataFields = operation({
  name: 'getAssetMetadataFields',
  since: '2009-07-31',
  roles: everyRoleButTrial,
  request: sequence('', { companyHandle: required(string) }),
  response: sequence('', { assetFieldsArray: required(AssetMetadataFieldsArray) }),
  run: async ({ companyHandle }, { db, version }) => {
    const fields = await metadataFields(db, parseCompanyHandle(companyHandle))
    const byType = Map.groupBy(fields, ({ asset_type }) => asset_type)
    return {
      assetFieldsArray: {
        items: [...byType].map(([assetType, own]) => ({
          assetType,
          fieldArray: { items: own.map((field) => metadataFieldView(field, version)) },
        })),
      },
    }
  },
})

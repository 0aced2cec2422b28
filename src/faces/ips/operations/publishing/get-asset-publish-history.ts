import { assetPublishHistory } from '../../../../core/publishing/publish-history.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseAssetHandle, parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { PublishHistoryArray } from '../../types/publish-contexts.ts'
import { everyRole } from '../roles.ts'

/** When an asset was last published to each context; an empty array when it never was. */
export const getAssetPublishHistory = operation({
  name: 'getAssetPublishHistory',
  since: '2008-01-15',
  roles: everyRole,
  request: sequence('', { companyHandle: required(string), assetHandle: required(string) }),
  response: sequence('', { pubHistoryArray: required(PublishHistoryArray) }),
  run: async ({ companyHandle, assetHandle }, { db, serverName }) => {
    const history = await assetPublishHistory(
      db,
      parseCompanyHandle(companyHandle),
      parseAssetHandle(assetHandle),
    )
    return {
      pubHistoryArray: {
        items: history.map(({ context, at }) => ({ serverName, contextName: context, lastPublished: at })),
      },
    }
  },
})

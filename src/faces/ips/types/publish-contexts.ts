import { dateTime, optional, required, sequence, string } from '../../../soap/schema.ts'
import { arrayOf } from './array-of.ts'
import { publishStates } from './repository-constants.ts'

/** A place to publish to. */
export const PublishContext = sequence('PublishContext', {
  contextHandle: required(string),
  contextName: required(string),
  contextType: required(string),
})

export const PublishContextArray = arrayOf('PublishContextArray', PublishContext)

/** Whether something is marked for a context. */
export const ContextStateUpdate = sequence('ContextStateUpdate', {
  contextHandle: required(string),
  publishState: required(string, { oneOf: publishStates }),
})

export const ContextStateUpdateArray = arrayOf('ContextStateUpdateArray', ContextStateUpdate, { minItems: 1 })

/** The contexts that an asset is marked for. */
export const AssetPublishContexts = sequence('AssetPublishContexts', {
  assetHandle: required(string),
  publishContextArray: required(PublishContextArray),
})

export const AssetPublishContextsArray = arrayOf('AssetPublishContextsArray', AssetPublishContexts)

/** An asset and its marks to change. */
export const AssetsContextStateUpdate = sequence('AssetsContextStateUpdate', {
  assetHandle: required(string),
  contextStateUpdateArray: required(ContextStateUpdateArray),
})

export const AssetsContextStateUpdateArray = arrayOf(
  'AssetsContextStateUpdateArray',
  AssetsContextStateUpdate,
)

/** An asset and whether it is marked for publish. */
export const PublishStateUpdate = sequence('PublishStateUpdate', {
  assetHandle: required(string),
  publishState: required(string, { oneOf: publishStates }),
})

export const PublishStateUpdateArray = arrayOf('PublishStateUpdateArray', PublishStateUpdate)

/** When an asset went to which server. */
export const PublishHistory = sequence('PublishHistory', {
  serverName: required(string),
  contextName: required(string),
  publishFormat: optional(string),
  lastPublished: required(dateTime),
})

export const PublishHistoryArray = arrayOf('PublishHistoryArray', PublishHistory)

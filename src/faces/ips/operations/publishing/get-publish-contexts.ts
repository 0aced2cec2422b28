import { publishContexts } from '../../../../core/publishing/publish-context.ts'
import { optional, required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle, publishContextHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { PublishContextArray } from '../../types/publish-contexts.ts'
import { publishContextTypes } from '../../types/repository-constants.ts'
import { everyRole } from '../roles.ts'

/** The places that a company's publish jobs release to, by name; of one type, or of all. */
export const getPublishContexts = operation({
  name: 'getPublishContexts',
  since: '2012-02-14',
  roles: everyRole,
  request: sequence('', {
    companyHandle: required(string),
    contextType: optional(string, { oneOf: publishContextTypes }),
  }),
  response: sequence('', { publishContextArray: required(PublishContextArray) }),
  run: async ({ companyHandle, contextType }, { db }) => {
    const contexts = await publishContexts(db, parseCompanyHandle(companyHandle), contextType)
    return {
      publishContextArray: {
        items: contexts.map(({ id, name, type }) => ({
          contextHandle: publishContextHandle(id),
          contextName: name,
          contextType: type,
        })),
      },
    }
  },
})

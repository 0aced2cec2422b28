import { publishContexts } from '../../../../core/publishing/publish-context.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { StringArray } from '../../types/value-arrays.ts'
import { everyRole } from '../roles.ts'

/** Names of the contexts that publish jobs have a server for: this server takes publish jobs for every context. */
export const getActivePublishContexts = operation({
  name: 'getActivePublishContexts',
  since: '2008-01-15',
  roles: everyRole,
  request: sequence('', { companyHandle: required(string) }),
  response: sequence('', { contextArray: required(StringArray) }),
  run: async ({ companyHandle }, { db }) => {
    const contexts = await publishContexts(db, parseCompanyHandle(companyHandle))
    return { contextArray: { items: contexts.map(({ name }) => name) } }
  },
})

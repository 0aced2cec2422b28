import { deleteProject as remove } from '../../../../core/projects/project.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { operation } from '../../operation.ts'
import { emptyResponse } from '../declared/responses.ts'
import { editors } from '../declared/role-sets.ts'
import { namedProject } from './named-project.ts'

/** Takes a project away; its assets stay. */
export const deleteProject = operation({
  name: 'deleteProject',
  since: '2008-01-15',
  roles: editors,
  request: sequence('', { companyHandle: required(string), projectHandle: required(string) }),
  response: emptyResponse,
  run: async (request, { db }) => {
    await remove(db, await namedProject(db, request))
    return {}
  },
})

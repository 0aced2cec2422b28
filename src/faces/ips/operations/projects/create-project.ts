import { createProject as create } from '../../../../core/projects/project.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle, projectHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { editors } from '../declared/role-sets.ts'

/** Makes a project without assets. */
export const createProject = operation({
  name: 'createProject',
  since: '2008-01-15',
  roles: editors,
  request: sequence('', { companyHandle: required(string), projectName: required(string) }),
  response: sequence('', { projectHandle: required(string) }),
  run: async ({ companyHandle, projectName }, { db, version }) => ({
    projectHandle: projectHandle(await create(db, parseCompanyHandle(companyHandle), projectName), version),
  }),
})

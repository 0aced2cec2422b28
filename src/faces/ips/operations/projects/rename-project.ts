import { renameProject as rename } from '../../../../core/projects/project.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { projectHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { editors } from '../declared/role-sets.ts'
import { namedProject } from './named-project.ts'

/** Gives a project another name, and so another handle. */
export const renameProject = operation({
  name: 'renameProject',
  since: '2008-01-15',
  roles: editors,
  request: sequence('', {
    companyHandle: required(string),
    projectHandle: required(string),
    projectName: required(string),
  }),
  response: sequence('', { projectHandle: required(string) }),
  run: async (request, { db, version }) => ({
    projectHandle: projectHandle(
      await rename(db, await namedProject(db, request), request.projectName),
      version,
    ),
  }),
})

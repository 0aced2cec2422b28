import { projects } from '../../../../core/projects/project.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle, projectHandle } from '../../handles.ts'
import { operation } from '../../operation.ts'
import { ProjectArray } from '../../types/folders.ts'
import { everyRoleButPortalUser } from '../roles.ts'

/** The projects of a company, by name. */
export const getProjects = operation({
  name: 'getProjects',
  roles: everyRoleButPortalUser,
  request: sequence('', { companyHandle: required(string) }),
  response: sequence('', { projectArray: required(ProjectArray) }),
  run: async ({ companyHandle }, { db, version }) => {
    const found = await projects(db, parseCompanyHandle(companyHandle))
    return {
      projectArray: {
        items: found.map((project) => ({
          projectHandle: projectHandle(project, version),
          name: project.name,
        })),
      },
    }
  },
})

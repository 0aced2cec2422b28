import type { AnyOperation } from '../../operation.ts'
import { addProjectAssets } from './add-project-assets.ts'
import { createProject } from './create-project.ts'
import { deleteProject } from './delete-project.ts'
import { getProjects } from './get-projects.ts'
import { removeProjectAssets } from './remove-project-assets.ts'
import { renameProject } from './rename-project.ts'
import { setProjectAssets } from './set-project-assets.ts'

/** Projects, which group assets across folders. */
export const projectOperations: readonly AnyOperation[] = [
  addProjectAssets,
  createProject,
  deleteProject,
  getProjects,
  removeProjectAssets,
  renameProject,
  setProjectAssets,
]

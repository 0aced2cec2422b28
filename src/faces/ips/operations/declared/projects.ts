import { required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { ProjectArray } from '../../types/folders.ts'
import { AssetOperationFaultArray } from '../../types/operation-faults.ts'
import { HandleArray } from '../../types/value-arrays.ts'
import { everyRoleButPortalUser } from '../roles.ts'
import { declaredOperation } from './declared-operation.ts'
import { batchResponse, emptyResponse } from './responses.ts'
import { editors } from './role-sets.ts'

/** Projects. */
export const declaredProjectOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'addProjectAssets',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      projectHandle: required(string),
      assetHandleArray: required(HandleArray),
    }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'createProject',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', { companyHandle: required(string), projectName: required(string) }),
    response: sequence('', { projectHandle: required(string) }),
  }),
  declaredOperation({
    name: 'deleteProject',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', { companyHandle: required(string), projectHandle: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getProjects',
    roles: everyRoleButPortalUser,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { projectArray: required(ProjectArray) }),
  }),
  declaredOperation({
    name: 'removeProjectAssets',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      projectHandle: required(string),
      assetHandleArray: required(HandleArray),
    }),
    response: batchResponse(AssetOperationFaultArray),
  }),
  declaredOperation({
    name: 'renameProject',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      projectHandle: required(string),
      projectName: required(string),
    }),
    response: sequence('', { projectHandle: required(string) }),
  }),
  declaredOperation({
    name: 'setProjectAssets',
    since: '2008-01-15',
    roles: editors,
    request: sequence('', {
      companyHandle: required(string),
      projectHandle: required(string),
      assetHandleArray: required(HandleArray),
    }),
    response: batchResponse(AssetOperationFaultArray),
  }),
]

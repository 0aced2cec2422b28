import { base64Binary } from '../../../../soap/base64-binary.ts'
import { boolean, int, optional, required, sequence, string } from '../../../../soap/schema.ts'
import type { AnyOperation } from '../../operation.ts'
import { CompanyMetadataInfoArray } from '../../types/metadata-fields.ts'
import { declaredOperation } from './declared-operation.ts'
import { emptyResponse } from './responses.ts'
import { companyAdmins, everyRoleButTrial } from './role-sets.ts'

/** Metadata of a company's own, and metadata schemas. */
export const declaredCompanyMetadataOperations: readonly AnyOperation[] = [
  declaredOperation({
    name: 'createCompanyMetadata',
    since: '2010-01-31-beta',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      xtype: required(string),
      xname: required(string),
      metadata: required(base64Binary),
    }),
    response: sequence('', { xid: required(string) }),
  }),
  declaredOperation({
    name: 'deleteCompanyMetadata',
    since: '2010-01-31-beta',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string), xid: required(string) }),
    response: emptyResponse,
  }),
  declaredOperation({
    name: 'getCompanyMetadata',
    since: '2010-01-31-beta',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), xid: required(string) }),
    response: sequence('', {
      xid: required(string),
      xtype: required(string),
      xname: required(string),
      metadata: required(base64Binary),
    }),
  }),
  declaredOperation({
    name: 'getMetadataSchema',
    since: '2021-04-26-beta',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), version: required(int) }),
    response: sequence('', { version: required(int), compressedSchema: required(base64Binary) }),
  }),
  declaredOperation({
    name: 'getMetadataSchemaNamespaces',
    since: '2021-04-26-beta',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string) }),
    response: sequence('', { compressedNamespaces: required(base64Binary) }),
  }),
  declaredOperation({
    name: 'listCompanyMetadata',
    since: '2010-01-31-beta',
    roles: everyRoleButTrial,
    request: sequence('', { companyHandle: required(string), xtype: optional(string) }),
    response: sequence('', { companyMetadataInfoArray: required(CompanyMetadataInfoArray) }),
  }),
  declaredOperation({
    name: 'removeMetadataSchema',
    since: '2021-04-26-beta',
    roles: companyAdmins,
    request: sequence('', { companyHandle: required(string), schemaNamespace: required(string) }),
    response: sequence('', { success: required(boolean) }),
  }),
  declaredOperation({
    name: 'saveMetadataSchema',
    since: '2021-04-26-beta',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      contentType: required(string),
      compressedSchema: required(base64Binary),
    }),
    response: sequence('', { success: required(boolean) }),
  }),
  declaredOperation({
    name: 'updateCompanyMetadata',
    since: '2010-01-31-beta',
    roles: companyAdmins,
    request: sequence('', {
      companyHandle: required(string),
      xid: required(string),
      xtype: required(string),
      xname: required(string),
      metadata: optional(base64Binary),
    }),
    response: emptyResponse,
  }),
]

import { writeFile } from 'node:fs/promises'
import type { Role } from '../src/core/accounts/role.ts'
import type { AnyOperation } from '../src/faces/ips/operation.ts'
import {
  adminsAndIpsUsers,
  companyAdmins,
  companyAndTrialAdmins,
  editors,
  everyRoleButTrial,
  ipsAdmins,
} from '../src/faces/ips/operations/declared/role-sets.ts'
import { operationAreas } from '../src/faces/ips/operations/operation-areas.ts'
import { operationList } from '../src/faces/ips/operations/operation-list.ts'
import { everyRole, everyRoleButPortalUser } from '../src/faces/ips/operations/roles.ts'
import { uploadRoles } from '../src/faces/uploads/accept.ts'

/** Where the page lies. */
export const operationsPageFile = new URL('../docs/operations.md', import.meta.url)

const roleNames: readonly (readonly [name: string, roles: readonly Role[]])[] = [
  ['all', everyRole],
  ['all but portal users', everyRoleButPortalUser],
  ['all but trial sites', everyRoleButTrial],
  ['editors', editors],
  ['administrators, users', adminsAndIpsUsers],
  ['administrators', companyAdmins],
  ['administrators, trial administrators', companyAndTrialAdmins],
  ['IPS administrators', ipsAdmins],
]

/** The page of all operations by area, in Markdown. */
export function operationsPage(): string {
  const all = operationAreas.flatMap((area) => area.operations)
  const carriedOut = all.filter((operation) => operation.carriedOut).length
  return `${[
    '# Operations',
    '<!-- Made by `node scripts/operations-page.ts` from the list of operations; do not edit. -->',
    `The [web service](web-service.md) knows ${all.length} operations and carries out ${carriedOut} of them. A call of any ` +
      'other is decoded and authorised, and then answered with an `ipsApiFault` of code 30000 that names it.',
    'Roles, in the company that the request names:',
    [
      '| name | roles |',
      '| --- | --- |',
      ...roleNames.map(([name, roles]) => `| ${name} | ${codes(roles)} |`),
    ].join('\n'),
    'Since: the version that brought the operation. The WSDL of a version lists the operations of that version; calls are ' +
      'understood in every version.',
    ...operationAreas.flatMap((area) => [
      `## ${area.name}`,
      table(operationList(area.operations).map(cells)),
    ]),
    '## Uploads',
    'Not part of the web service: a multipart POST, see [uploading](uploading.md).',
    table([['`uploadPost`', '2014-04-03', roleName(uploadRoles), 'yes', '']]),
  ].join('\n\n')}\n`
}

function table(rows: readonly (readonly string[])[]): string {
  return [
    '| operation | since | roles | carried out | deprecated |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.join(' | ')} |`.replace(/ {2}\|$/, ' |')),
  ].join('\n')
}

function cells(operation: AnyOperation): readonly string[] {
  const dropped = operation.until === undefined ? '' : `, dropped in ${operation.until}`
  return [
    `\`${operation.name}\``,
    `${operation.since ?? 'before 4.0'}${dropped}`,
    roleName(operation.roles),
    operation.carriedOut ? 'yes' : 'no',
    operation.deprecated ? 'yes' : '',
  ]
}

function roleName(roles: readonly Role[]): string {
  const known = roleNames.find(([, named]) => new Set(named).symmetricDifference(new Set(roles)).size === 0)
  return known?.[0] ?? codes(roles)
}

function codes(roles: readonly Role[]): string {
  return roles.map((role) => `\`${role}\``).join(', ')
}

if (import.meta.main) await writeFile(operationsPageFile, operationsPage())

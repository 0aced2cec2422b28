import type { TestApp } from '../support/app.ts'
import { soap, textOf } from '../support/soap.ts'

/** Makes a set generation script of the company Demo through the web service; returns it as an item of a job's array. */
export async function setScript(
  { url }: TestApp,
  properties: Readonly<Record<string, string>>,
): Promise<string> {
  const type = await soap(url, {
    operation: 'getPropertySetType',
    param: '<name>SetGenerationScript</name>',
  })
  const items = Object.entries(properties).map(
    ([name, value]) =>
      `<items><name>${name}</name><value>${value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</value></items>`,
  )
  const { body, text } = await soap(url, {
    operation: 'createPropertySet',
    param:
      `<typeHandle>${textOf(type.body, 'typeHandle')}</typeHandle><primaryOwnerHandle>c|1</primaryOwnerHandle>` +
      `<propertyArray>${items.join('')}</propertyArray>`,
  })
  const handle = textOf(body, 'setHandle')
  if (handle === undefined) throw new Error(text)
  return `<items>${handle}</items>`
}

/** The only set of that name that is not in the trash, with its folder and the names of its members in order. */
export async function membersOf({ app }: TestApp, name: string) {
  const set = await app.db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .select(['asset.id', 'asset.type', 'sub_type', 'ready_for_publish', 'version', 'path as folder'])
    .where('asset.name', '=', name)
    .where('asset.trash_state', '=', 'NotInTrash')
    .where('served_as', '=', 'set')
    .executeTakeFirstOrThrow()
  const members = await app.db
    .selectFrom('set_member')
    .innerJoin('asset', 'asset.id', 'set_member.asset_id')
    .select('asset.name')
    .where('set_id', '=', set.id)
    .orderBy('position')
    .execute()
  return { ...set, members: members.map((member) => member.name) }
}

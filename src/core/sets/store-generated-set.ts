import { ensureFolder } from '../assets/folder.ts'
import type { Asset } from '../assets/same-asset.ts'
import { lockAssetName } from '../assets/store-asset.ts'
import { targetPath } from '../assets/target-path.ts'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { Tx } from '../tables.ts'
import type { NameGroup } from './group-names.ts'
import { replaceSetMembers, type SetMember, setMembers } from './set-members.ts'
import type { SetScript } from './set-script.ts'
import { maxSetMembers } from './set-types.ts'
import { createSet, touchSet } from './store-set.ts'

/** Where sets of scripts go, and whose they are. */
export interface SetOwner {
  readonly companyId: number
  readonly rootFolder: string
  readonly userId: number
  readonly readyForPublish: boolean
  /** Of sets whose script names no folder; undefined: the folder of the first member. */
  readonly destFolder: string | undefined
}

export interface StoredSet {
  readonly outcome: 'new' | 'changed' | 'same'
  readonly set: Asset
  readonly members: number
}

/**
 * Makes the set of a group of names, or brings the one that the script made of them to the members that they have now. Members
 * that were put into it by hand stay, after the others. Throws `invalid-parameter` for a name or folder that can not
 * be one, and for more than 1,000 members.
 */
export async function storeGeneratedSet(
  tx: Tx,
  owner: SetOwner,
  script: SetScript,
  group: NameGroup,
): Promise<StoredSet> {
  const { companyId, userId, readyForPublish } = owner
  const destFolder = group.destFolder ?? owner.destFolder ?? group.members[0]?.folder
  const { folder, fileName: name } = targetPath(owner.rootFolder, destFolder, group.setName)
  // Whoever makes sets of the same name comes one after the other.
  await lockAssetName(tx, companyId, name)
  const folderId = await ensureFolder(tx, companyId, folder)
  const known =
    (await setOfScript(tx, script, group)) ?? (await setOfName(tx, { folderId, name, type: script.setType }))
  const set =
    known ??
    (await createSet(tx, {
      companyId,
      folderId,
      name,
      type: script.setType,
      ...(script.subType !== undefined && { subType: script.subType }),
      userId,
      readyForPublish,
    }))
  const former = known ? await setMembers(tx, set.id) : []
  const members = joined(group, former, set.id)
  if (members.length > maxSetMembers)
    throw new DarkroomError(
      'invalid-parameter',
      say('setTooLarge', { count: members.length, max: maxSetMembers }),
    )
  await rememberScript(tx, set.id, script, group)
  const sameMembers = JSON.stringify(former) === JSON.stringify(members)
  if (known && sameMembers) return { outcome: 'same', set, members: members.length }
  await replaceSetMembers(tx, set.id, members)
  if (!known) return { outcome: 'new', set, members: members.length }
  return { outcome: 'changed', set: await touchSet(tx, set.id, userId), members: members.length }
}

/** The set that the script made of the group before. */
async function setOfScript(tx: Tx, script: SetScript, { key }: NameGroup): Promise<Asset | undefined> {
  return await tx
    .selectFrom('generated_set')
    .innerJoin('asset', 'asset.id', 'generated_set.set_id')
    .selectAll('asset')
    .where('generated_set.script_id', '=', script.id)
    .where('generated_set.group_key', '=', key)
    .where('asset.trash_state', '=', 'NotInTrash')
    .forNoKeyUpdate('asset')
    .executeTakeFirst()
}

/** A set of that name that somebody made by hand, or another script. */
async function setOfName(
  tx: Tx,
  { folderId, name, type }: { folderId: number; name: string; type: string },
): Promise<Asset | undefined> {
  return await tx
    .selectFrom('asset')
    .selectAll()
    .where('folder_id', '=', folderId)
    .where('file_name', '=', name)
    .where('type', '=', type)
    .where('served_as', '=', 'set')
    .where('trash_state', '=', 'NotInTrash')
    .forNoKeyUpdate()
    .executeTakeFirst()
}

function joined(group: NameGroup, former: readonly SetMember[], setId: number): SetMember[] {
  const pageResets = new Map(former.map(({ assetId, pageReset }) => [assetId, pageReset]))
  const named = new Set(group.members.map(({ id }) => id).filter((id) => id !== setId))
  const byHand = former.map(({ assetId }) => assetId).filter((id) => !named.has(id))
  return [...named, ...byHand].map((assetId) => ({ assetId, pageReset: pageResets.get(assetId) ?? true }))
}

async function rememberScript(tx: Tx, setId: number, script: SetScript, { key }: NameGroup): Promise<void> {
  const values = { set_id: setId, script_id: script.id, group_key: key }
  // The set of before is in the trash: the new one takes its place.
  await tx
    .deleteFrom('generated_set')
    .where('script_id', '=', script.id)
    .where('group_key', '=', key)
    .where('set_id', '<>', setId)
    .execute()
  await tx
    .insertInto('generated_set')
    .values(values)
    .onConflict((oc) => oc.column('set_id').doNothing())
    .execute()
}

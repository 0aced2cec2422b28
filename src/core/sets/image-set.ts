import type { Asset } from '../assets/same-asset.ts'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { Db, Tx } from '../tables.ts'
import { replaceSetMembers, type SetMember } from './set-members.ts'
import { isSetType, maxSetMembers, memberTypes } from './set-types.ts'
import { touchSet } from './store-set.ts'

/** The set of an asset number, outside the trash. Throws `invalid-parameter` where the company has none such. */
export async function setById(db: Db, companyId: number, id: number): Promise<Asset> {
  const set = await db
    .selectFrom('asset')
    .selectAll()
    .where('id', '=', id)
    .where('company_id', '=', companyId)
    .where('trash_state', '=', 'NotInTrash')
    .executeTakeFirst()
  if (set?.served_as === 'set') return set
  throw new DarkroomError(
    'invalid-parameter',
    set
      ? say('noSetOfHandle', { handle: `a|${id}`, type: set.type })
      : say('fieldNoAsset', { field: 'assetHandle', handle: `a|${id}` }),
    { field: 'assetHandle' },
  )
}

/**
 * Gives a set these members in place of those that it has. In an ImageSet and a SpinSet each begins a page of its own. Throws
 * `invalid-parameter` for an asset that is not there or that a set of the type can not hold, and for too many.
 */
export async function setSetMembers(
  tx: Tx,
  set: Asset,
  members: readonly SetMember[],
  userId: number,
): Promise<void> {
  const field = 'memberArray'
  if (members.length > maxSetMembers)
    throw new DarkroomError(
      'invalid-parameter',
      say('tooManyMembers', { field, count: members.length, max: maxSetMembers }),
      { field },
    )
  const rows = await tx
    .selectFrom('asset')
    .select(['id', 'type'])
    .where('company_id', '=', set.company_id)
    .where('trash_state', '=', 'NotInTrash')
    .where('id', 'in', [0, ...members.map(({ assetId }) => assetId)])
    .execute()
  const types = new Map(rows.map(({ id, type }) => [id, type]))
  const allowed = isSetType(set.type) ? memberTypes[set.type] : []
  for (const [i, { assetId }] of members.entries()) {
    const type = types.get(assetId)
    const path = `${field}/items[${i + 1}]/assetHandle`
    if (type === undefined)
      throw new DarkroomError(
        'invalid-parameter',
        say('fieldNoAsset', { field: path, handle: `a|${assetId}` }),
        {
          field: path,
        },
      )
    if (!allowed.includes(type))
      throw new DarkroomError(
        'invalid-parameter',
        say('memberOfOtherType', {
          field: path,
          handle: `a|${assetId}`,
          type,
          set: set.type,
          allowed: allowed.join(', '),
        }),
        { field: path },
      )
  }
  const everyPage = set.type === 'ImageSet' || set.type === 'SpinSet'
  await replaceSetMembers(
    tx,
    set.id,
    members.map((member) => ({ ...member, pageReset: everyPage || member.pageReset })),
  )
  await touchSet(tx, set.id, userId)
}

import type { Selectable } from 'kysely'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { Db } from '../tables.ts'
import type { PublishContextTable, PublishContextType } from './publishing.table.ts'

export type PublishContext = Selectable<PublishContextTable>

/** The publish contexts of a company by name; of one type, or of all. */
export async function publishContexts(
  db: Db,
  companyId: number,
  type?: PublishContextType,
): Promise<PublishContext[]> {
  return await db
    .selectFrom('publish_context')
    .selectAll()
    .where('company_id', '=', companyId)
    .$if(type !== undefined, (query) => query.where('type', '=', type ?? 'ImageServing'))
    .orderBy('name')
    .execute()
}

/**
 * Where a publish job releases to: the context that its contextHandle (`pc|3` or `3`) names, which must be of this company
 * and type; absent or empty: the one that is named for the type. Throws `invalid-parameter`.
 */
export async function publishContextFor(
  db: Db,
  companyId: number,
  type: PublishContextType,
  handle: string | undefined,
): Promise<PublishContext> {
  const wanted = handle?.trim() ?? ''
  const id = /^(?:pc\|)?(\d{1,9})$/.exec(wanted)?.[1]
  const contexts = await publishContexts(db, companyId, type)
  const found = contexts.find((context) =>
    wanted === '' ? context.name === type : context.id === Number(id),
  )
  if (found) return found
  throw new DarkroomError(
    'invalid-parameter',
    say('noPublishContext', { handle: wanted.slice(0, 80), type }),
    { field: 'contextHandle' },
  )
}

import type { Tx } from '../../tables.ts'
import { checkIds, type KnownDocument } from './check-ids.ts'
import type { Reference } from './reference.ts'
import { resolveKeys } from './resolve-keys.ts'
import { resolvePaths } from './resolve-paths.ts'

/** Documents in hand, which the database may not have yet. */
export interface InHand {
  readonly companyId: number
  /** 'Demo/x/a.dita' to its asset. */
  readonly paths: ReadonlyMap<string, number>
  readonly documents: ReadonlyMap<number, KnownDocument>
  /** Files that are missing in this folder may still come, so references to them stay unchecked; undefined: none. */
  readonly awaitedIn?: string | undefined
}

/** Resolves references that name files. */
export async function resolveLinks(tx: Tx, inHand: InHand, references: readonly Reference[]): Promise<void> {
  await resolvePaths(tx, inHand, references)
  await checkIds(
    tx,
    references.filter(({ key }) => key === undefined),
    inHand.documents,
  )
}

/** Resolves references by key; the references of maps and their keys are in the database. */
export async function resolveByKey(tx: Tx, inHand: InHand, references: readonly Reference[]): Promise<void> {
  const byKey = references.filter(({ key }) => key !== undefined)
  await resolveKeys(tx, byKey, inHand.awaitedIn)
  await checkIds(tx, byKey, inHand.documents)
}

import { stat } from 'node:fs/promises'
import { stateOf } from './process-identity.ts'
import { stagingOwner } from './staging-name.ts'

/** A staging file of another machine that was not written to for so long is taken for left over, in milliseconds. */
const foreignStagingAge = 24 * 60 * 60 * 1000

/** Whether the staging file at `path` belongs to nobody any more. A name that is not ours is left alone. */
export async function isLeftOver(name: string, path: string): Promise<boolean> {
  const owner = stagingOwner(name)
  if (owner === undefined) return false
  const state = stateOf(owner)
  if (state !== 'unknown') return state === 'dead'
  const facts = await stat(path).catch(() => undefined)
  return facts !== undefined && Date.now() - facts.mtimeMs > foreignStagingAge
}

import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import { propertySetById } from '../property-sets/property-set.ts'
import { propertySetIdOf } from '../property-sets/property-set-handle.ts'
import type { Db } from '../tables.ts'
import { type SetScript, setScriptOf } from './set-script.ts'

/** Scripts that one job may run. */
export const maxScripts = 100

const field = 'autoSetCreationOptions/autoSetsArray'

/**
 * The set generation script of a handle. Throws `invalid-parameter` where it names no property set that the company may use,
 * or one that is no right script.
 */
export async function setScript(db: Db, companyId: number, handle: string): Promise<SetScript> {
  const id = propertySetIdOf(handle)
  const set = id === undefined ? undefined : await propertySetById(db, companyId, id)
  if (!set)
    throw new DarkroomError(
      'invalid-parameter',
      say('noPropertySet', { field, handle: handle.slice(0, 80) }),
      { field },
    )
  return setScriptOf(set)
}

/** The handles of scripts in a job's options, each once, empty ones left out. Throws `invalid-parameter` for too many. */
export function scriptHandles(options: {
  readonly autoSetCreationOptions?: { readonly autoSetsArray?: { readonly items: readonly string[] } }
}): readonly string[] {
  const given = options.autoSetCreationOptions?.autoSetsArray?.items ?? []
  const handles = [...new Set(given.map((handle) => handle.trim()).filter((handle) => handle !== ''))]
  if (handles.length > maxScripts)
    throw new DarkroomError(
      'invalid-parameter',
      say('tooManyHandles', { field, count: handles.length, max: maxScripts }),
      { field },
    )
  return handles
}

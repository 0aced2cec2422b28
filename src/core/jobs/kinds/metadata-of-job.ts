import { DarkroomError } from '../../errors.ts'
import type { Said } from '../../messages/messages.ts'
import type { MetadataUpdate } from '../../metadata/field-value.ts'
import { appliesTo } from '../../metadata/metadata-field.ts'
import { fieldUpdates, setFieldValues } from '../../metadata/set-values.ts'
import type { Db, Tx } from '../../tables.ts'
import type { UploadOptions } from './upload-options.ts'

/** The option of a job that sets metadata fields of its assets. */
export type MetadataOptions = Pick<UploadOptions, 'metadataOptions'>

const path = 'metadataOptions/updateArray'

/** Throws `invalid-parameter` or `missing-parameter` for an update that names no field of the company, or no value of it. */
export async function checkMetadata(db: Db, companyId: number, options: MetadataOptions): Promise<void> {
  await fieldUpdates(db, companyId, updatesOf(options), path)
}

/**
 * Sets the metadata fields of a file's asset and of what is generated of it. Returns a warning for each value that the asset
 * can not have: its field went away, or is of assets of another type. Generated assets just go without such.
 */
export async function setMetadata(
  tx: Tx,
  companyId: number,
  options: MetadataOptions,
  asset: { readonly id: number; readonly type: string },
  generated: readonly { readonly id: number; readonly type: string }[],
): Promise<Said[]> {
  const warnings: Said[] = []
  for (const [i, update] of updatesOf(options).entries())
    try {
      const updates = await fieldUpdates(tx, companyId, [update], path, i + 1)
      const [first] = updates
      for (const one of generated)
        if (first && appliesTo(first.field, one.type)) await setFieldValues(tx, one, updates)
      await setFieldValues(tx, asset, updates)
    } catch (error) {
      if (!(error instanceof DarkroomError) || error.code === 'internal') throw error
      warnings.push(error.said)
    }
  return warnings
}

function updatesOf({ metadataOptions }: MetadataOptions): readonly MetadataUpdate[] {
  return metadataOptions?.updateArray?.items ?? []
}

import { fieldByHandle, type MetadataField } from '../../../../core/metadata/metadata-field.ts'
import type { Db } from '../../../../core/tables.ts'
import { parseCompanyHandle } from '../../handles.ts'

/** The metadata field of a request. Throws `invalid-parameter` where the company has none such. */
export async function namedField(
  db: Db,
  { companyHandle, fieldHandle }: { readonly companyHandle: string; readonly fieldHandle: string },
): Promise<MetadataField> {
  return await fieldByHandle(db, parseCompanyHandle(companyHandle), fieldHandle)
}

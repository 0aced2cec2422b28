import { fieldByHandle, type MetadataField } from '../../../../core/metadata/metadata-field.ts'
import type { Db } from '../../../../core/tables.ts'
import { required, sequence, string } from '../../../../soap/schema.ts'
import { parseCompanyHandle } from '../../handles.ts'
import { StringArray } from '../../types/value-arrays.ts'

/** The request of every operation that changes the tags which a field knows. */
export const tagValuesRequest = sequence('', {
  companyHandle: required(string),
  fieldHandle: required(string),
  valueArray: required(StringArray),
})

/** The metadata field of a request. Throws `invalid-parameter` where the company has none such. */
export async function namedField(
  db: Db,
  { companyHandle, fieldHandle }: { readonly companyHandle: string; readonly fieldHandle: string },
): Promise<MetadataField> {
  return await fieldByHandle(db, parseCompanyHandle(companyHandle), fieldHandle)
}

import type { PropertySetType } from '../../../../core/property-sets/property-set-type.ts'
import { companyHandle, parseCompanyHandle, propertySetTypeHandle } from '../../handles.ts'

/** A type as clients see it; one of all companies has no `companyHandle`. */
export function propertySetTypeView(type: PropertySetType, version: string) {
  return {
    typeHandle: propertySetTypeHandle(type.id),
    ...(type.company_id !== null && { companyHandle: companyHandle(type.company_id, version) }),
    name: type.name,
    propertyType: type.property_type,
    allowMultiple: type.allow_multiple,
  }
}

/** The company of a request about types; null, all of them: no handle, or `c|0`. Throws `invalid-parameter`. */
export function companyOrAll(handle: string | undefined): number | null {
  if (handle === undefined || handle.trim() === '') return null
  return parseCompanyHandle(handle) || null
}

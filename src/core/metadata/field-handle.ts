/** What a metadata field's handle says. */
export interface FieldReference {
  readonly companyId: number
  /** In upper case; `ASSET`: all types. */
  readonly assetType: string
  readonly name: string
}

/**
 * Reads `m|21|IMAGE|Colour`, and `21|IMAGE|Colour` of versions before 4.0, where `ALL` stands for all types. Undefined for
 * any other text.
 */
export function fieldOfHandle(handle: string): FieldReference | undefined {
  const found = /^(?:m\|)?(\d{1,9})\|([A-Za-z]+)\|([^|]+)$/.exec(handle.trim())
  if (!found) return undefined
  const type = (found[2] ?? '').toUpperCase()
  return { companyId: Number(found[1]), assetType: type === 'ALL' ? 'ASSET' : type, name: found[3] ?? '' }
}

/** The field's handle from version 4.0 on. */
export function fieldHandleOf(field: { company_id: number; asset_type: string; name: string }): string {
  return `m|${field.company_id}|${field.asset_type.toUpperCase()}|${field.name}`
}

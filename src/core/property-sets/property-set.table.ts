import type { Generated, GeneratedJson, GeneratedTime } from '../tables.ts'

/** IPS constant family propertySetType: what kind of owner the sets of a type have. */
export type PropertySetOwnership = 'UserProperty' | 'CompanyProperty' | 'UserCompanyProperty'

export interface PropertySetTypeTable {
  id: Generated<number>
  /** Null: of all companies. */
  company_id: number | null
  name: string
  property_type: PropertySetOwnership
  allow_multiple: boolean
  created_at: GeneratedTime
}

/** A name and a value, as a client gave them. */
export interface Property {
  readonly name: string
  readonly value: string
}

export interface PropertySetTable {
  id: Generated<number>
  type_id: number
  /** Neither of the owners: shared by all companies. */
  company_id: number | null
  user_id: number | null
  properties: GeneratedJson<readonly Property[]>
  created_at: GeneratedTime
}

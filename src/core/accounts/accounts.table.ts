import type { Generated, GeneratedTime } from '../tables.ts'
import type { Role } from './role.ts'

export interface CompanyTable {
  id: Generated<number>
  name: string
  root_folder: string
  overwrite_mode: Generated<string>
  retain_publish_state: Generated<boolean>
  default_image: string | null
  expires: Date | null
  created_at: GeneratedTime
}

export interface UserAccountTable {
  id: Generated<number>
  email: string
  password_hash: string
  first_name: Generated<string>
  last_name: Generated<string>
  is_ips_admin: Generated<boolean>
  is_valid: Generated<boolean>
  created_at: GeneratedTime
}

export interface CompanyMemberTable {
  company_id: number
  user_id: number
  role: Role
  is_active: Generated<boolean>
}

export interface AccessTokenTable {
  id: Generated<number>
  user_id: number
  name: string
  /** SHA-256 of the token. */
  hash: Buffer
  created_at: GeneratedTime
  expires_at: Date
  revoked_at: Date | null
}

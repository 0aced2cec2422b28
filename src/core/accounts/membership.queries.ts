import type { Db } from '../tables.ts'
import type { Company } from './company.ts'
import type { Role } from './role.ts'

/** A company as somebody is a member of it. */
export interface Membership {
  readonly company: Company
  readonly role: Role
  readonly isActive: boolean
}

/** Every membership of a user, active or not, in order of the companies' names. */
export async function memberships(db: Db, userId: number): Promise<Membership[]> {
  const rows = await db
    .selectFrom('company_member')
    .innerJoin('company', 'company.id', 'company_member.company_id')
    .selectAll('company')
    .select(['company_member.role', 'company_member.is_active'])
    .where('company_member.user_id', '=', userId)
    .orderBy('company.name')
    .execute()
  return rows.map(({ role, is_active: isActive, ...company }) => ({ company, role, isActive }))
}

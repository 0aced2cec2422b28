import type { Db } from '../tables.ts'

/** What a company decides about its uploads (IPS CompanySettings); undefined: as it is. */
export interface CompanySettingsChange {
  /** Which existing asset an upload replaces. */
  readonly overwriteMode: string | undefined
  /** The default of preservePublishState. */
  readonly retainPublishState: boolean | undefined
}

export async function changeCompanySettings(
  db: Db,
  companyId: number,
  { overwriteMode, retainPublishState }: CompanySettingsChange,
): Promise<void> {
  const changes = {
    ...(overwriteMode !== undefined && { overwrite_mode: overwriteMode }),
    ...(retainPublishState !== undefined && { retain_publish_state: retainPublishState }),
  }
  if (Object.keys(changes).length === 0) return
  await db.updateTable('company').set(changes).where('id', '=', companyId).execute()
}

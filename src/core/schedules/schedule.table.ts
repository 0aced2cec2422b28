import type { Generated, GeneratedTime, Json } from '../tables.ts'

/** IPS constant family jobTriggerState, as far as darkroom uses it. Error: it could not be started, and is not tried again. */
export type TriggerState = 'Normal' | 'Paused' | 'Complete' | 'Error'

export interface JobScheduleTable {
  id: Generated<number>
  company_id: number
  user_id: number
  /** Who gets the mails; null: who submitted it. */
  mail_user_id: number | null
  kind: string
  original_name: string
  description: Generated<string>
  locale: string
  params: Json<object>
  client: string
  client_address: string
  exec_schedule: string | null
  time_zone: string
  next_fire_time: Date | null
  trigger_state: Generated<TriggerState>
  created_at: GeneratedTime
}

/** Which set generation script made a set, and of which names. */
export interface GeneratedSetTable {
  set_id: number
  script_id: number
  group_key: string
}

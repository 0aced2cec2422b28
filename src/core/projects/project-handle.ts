/** What a project's handle says. */
export interface ProjectReference {
  readonly companyId: number
  readonly name: string
}

/** Reads `p|6|Spring`, and `6|Spring` of versions before 4.0; undefined for any other text. */
export function projectOfHandle(handle: string): ProjectReference | undefined {
  const found = /^(?:p\|)?(\d{1,9})\|([^|]+)$/.exec(handle.trim())
  return found ? { companyId: Number(found[1]), name: found[2] ?? '' } : undefined
}

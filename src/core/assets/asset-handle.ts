/**
 * The asset that a handle means, in the shapes of all API versions: `a|1234`, and from before 4.5 `a|1234|1|5678` and
 * `1234|1|5678`. Undefined for any other text.
 */
export function assetIdOf(handle: string): number | undefined {
  const found = /^(?:a\|)?(\d{1,15})(?:\|\d+\|\d+)?$/.exec(handle.trim())
  return found ? Number(found[1]) : undefined
}

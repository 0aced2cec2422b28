const natural = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * Compares views in the order of a list, those that it does not have after it, by number and letter (`2` before `10`). An
 * empty view is the first of all unless the list places it.
 */
export function compareViews(order: readonly string[]): (a: string, b: string) => number {
  const places = new Map(order.map((view, place) => [view.toLowerCase(), place]))
  const placeOf = (view: string) => places.get(view.toLowerCase()) ?? (view === '' ? -1 : order.length)
  return (a, b) => placeOf(a) - placeOf(b) || compareNames(a, b)
}

/** By number and letter, and never equal for different texts. */
export function compareNames(a: string, b: string): number {
  return natural.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0)
}

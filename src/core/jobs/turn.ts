/** The clock of turns starts here; a later start keeps the numbers within what the queue stores (31 bits, for 17 years). */
const epochMs = Date.UTC(2026, 0, 1)
/** One turn, in ms: so far apart are the turns of items that are added together. */
export const turnMs = 250

/**
 * The turn of an item that is added now by somebody who has nothing else waiting. Items are taken in the order of their turns,
 * which follow the clock: of many items that are added at once each later one has a later turn, so what others add meanwhile
 * comes in between; and whatever others add, an item is first in line once its turn has come.
 */
export function turnNow(now = Date.now()): number {
  return Math.floor((now - epochMs) / turnMs)
}

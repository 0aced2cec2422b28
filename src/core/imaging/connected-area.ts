import type { Selection } from './selection.ts'

/**
 * Takes from a selection all that is not connected to the pixel at `x`, `y` by selected pixels side by side or one
 * above the other. Goes through the rows twice, in linear time for any shape; takes 4 bytes of memory for each run of
 * selected pixels in a row. The pixel must be selected. Gives how many pixels are left.
 */
export function keepConnectedArea(selection: Selection, x: number, y: number): number {
  const { width, height } = selection
  const flags = new Uint8Array(width)
  const sets = createSets()
  let wanted = -1
  let above = createRuns(width)
  let own = createRuns(width)
  for (let row = 0; row < height; row++) {
    selection.readRow(row, flags)
    findRuns(flags, own)
    own.firstSet = sets.add(own.count)
    joinRuns(above, own, sets.join)
    if (row === y) wanted = own.firstSet + runAt(own, x)
    const swapped = above
    above = own
    own = swapped
  }

  const root = sets.find(wanted)
  let set = 0
  let left = 0
  for (let row = 0; row < height; row++) {
    selection.readRow(row, flags)
    findRuns(flags, own)
    for (let run = 0; run < own.count; run++) {
      const [start, end] = [own.starts[run] as number, own.ends[run] as number]
      if (sets.find(set++) === root) left += end - start
      else flags.fill(0, start, end)
    }
    selection.writeRow(row, flags)
  }
  return left
}

/** The runs of selected pixels in a row; `ends` are the first pixels after them. Run `i` is the set `firstSet + i`. */
interface Runs {
  count: number
  firstSet: number
  readonly starts: Uint32Array
  readonly ends: Uint32Array
}

function createRuns(width: number): Runs {
  const most = Math.ceil(width / 2)
  return { count: 0, firstSet: 0, starts: new Uint32Array(most), ends: new Uint32Array(most) }
}

function findRuns(flags: Uint8Array, runs: Runs): void {
  runs.count = 0
  for (let x = flags.indexOf(1); x !== -1; ) {
    const end = flags.indexOf(0, x)
    runs.starts[runs.count] = x
    runs.ends[runs.count++] = end === -1 ? flags.length : end
    x = end === -1 ? -1 : flags.indexOf(1, end)
  }
}

function joinRuns(above: Runs, own: Runs, join: (a: number, b: number) => void): void {
  for (let i = 0, j = 0; i < above.count && j < own.count; ) {
    const [aboveEnd, ownEnd] = [above.ends[i] as number, own.ends[j] as number]
    if ((above.starts[i] as number) < ownEnd && (own.starts[j] as number) < aboveEnd)
      join(above.firstSet + i, own.firstSet + j)
    if (aboveEnd < ownEnd) i++
    else j++
  }
}

function runAt({ count, starts, ends }: Runs, x: number): number {
  for (let run = 0; run < count; run++)
    if ((starts[run] as number) <= x && x < (ends[run] as number)) return run
  throw new RangeError(`pixel ${x} of the row is not selected`)
}

/** Union-find over numbered sets. */
function createSets() {
  let parents = new Uint32Array(1024)
  let count = 0
  const find = (set: number) => {
    let at = set
    while (parents[at] !== at) {
      // Halves the path on the way, which keeps every later one short.
      parents[at] = parents[parents[at] as number] as number
      at = parents[at] as number
    }
    return at
  }
  return {
    find,
    /** Adds so many sets of their own, and gives the number of the first. */
    add: (more: number) => {
      const first = count
      count += more
      if (count > parents.length) {
        const larger = new Uint32Array(Math.max(count, parents.length * 2))
        larger.set(parents)
        parents = larger
      }
      for (let set = first; set < count; set++) parents[set] = set
      return first
    },
    /** The older set stays, which keeps trees flat when rows come from the top. */
    join: (a: number, b: number) => {
      const [rootA, rootB] = [find(a), find(b)]
      parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB)
    },
  }
}

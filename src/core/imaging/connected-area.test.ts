import { describe, expect, it } from 'vitest'
import { keepConnectedArea } from './connected-area.ts'
import { createSelection, type Selection } from './selection.ts'

function select(rows: readonly string[]): Selection {
  const selection = createSelection(rows[0]?.length ?? 0, rows.length)
  for (const [y, row] of rows.entries())
    selection.writeRow(
      y,
      Uint8Array.from(row, (c) => Number(c === '#')),
    )
  return selection
}

function shown(selection: Selection): string[] {
  const flags = new Uint8Array(selection.width)
  return Array.from({ length: selection.height }, (_, y) => {
    selection.readRow(y, flags)
    return Array.from(flags, (flag) => (flag ? '#' : '.')).join('')
  })
}

/** The definition: spreads from the pixel until nothing is added. */
function spread(rows: readonly string[], x: number, y: number): string[] {
  const reached = new Set<string>()
  const open = [[x, y]]
  for (let next = open.pop(); next; next = open.pop()) {
    const [atX = 0, atY = 0] = next
    if (rows[atY]?.[atX] !== '#' || reached.has(`${atX},${atY}`)) continue
    reached.add(`${atX},${atY}`)
    open.push([atX + 1, atY], [atX - 1, atY], [atX, atY + 1], [atX, atY - 1])
  }
  return rows.map((row, j) => Array.from(row, (_, i) => (reached.has(`${i},${j}`) ? '#' : '.')).join(''))
}

describe('the connected area', () => {
  it.each([
    ['an island is left out', ['###', '...', '#.#'], 0, 0],
    ['diagonal neighbours do not touch', ['#..', '.#.', '..#'], 0, 0],
    ['two arms that meet below', ['#.#', '#.#', '###'], 2, 0],
    ['two arms that meet above', ['###', '#.#', '#.#'], 2, 2],
    ['a ring around an island', ['#####', '#...#', '#.#.#', '#...#', '#####'], 4, 4],
    ['a spiral', ['#######', '......#', '#####.#', '#...#.#', '#.###.#', '#.....#', '#######'], 0, 0],
    ['the island itself', ['###', '...', '.#.'], 1, 2],
    ['one pixel', ['#'], 0, 0],
    ['one row', ['##.##.#'], 3, 0],
    ['one column', ['#', '#', '.', '#'], 0, 3],
  ])('%s', (_, rows, x, y) => {
    const selection = select(rows)
    const expected = spread(rows, x, y)
    expect(keepConnectedArea(selection, x, y)).toBe(expected.join('').replaceAll('.', '').length)
    expect(shown(selection)).toEqual(expected)
  })

  it.each([0.35, 0.5, 0.6, 0.65, 0.8])('is that of the definition in noise of %d', (share) => {
    let state = 99
    const noise = () => {
      state = (state * 1_103_515_245 + 12_345) % 2 ** 31
      return state / 2 ** 31 < share ? '#' : '.'
    }
    const rows = Array.from({ length: 60 }, () => Array.from({ length: 71 }, noise).join(''))
    rows[59] = `#${rows[59]?.slice(1)}`
    const selection = select(rows)
    keepConnectedArea(selection, 0, 59)
    expect(shown(selection)).toEqual(spread(rows, 0, 59))
  })

  it('takes no recursion: a comb of 3 million pixels', () => {
    const selection = createSelection(3000, 1000)
    const teeth = Uint8Array.from({ length: 3000 }, (_, x) => (x + 1) % 2)
    for (let y = 0; y < 999; y++) selection.writeRow(y, teeth)
    selection.writeRow(999, new Uint8Array(3000).fill(1))
    expect(keepConnectedArea(selection, 2998, 0)).toBe(1500 * 999 + 3000)
  })
})

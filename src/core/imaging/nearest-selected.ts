/** Ways from pixels of one row to the nearest selected pixel, in pixels; `none` in `down` where there is none in reach. */
export interface WaysToSelected {
  readonly right: Int8Array
  readonly down: Int8Array
}

/** What `down` holds where nothing selected is within reach. */
export const none = 127

/**
 * Looks for the nearest selected pixel, up to `reach` columns and rows away (at most 100). `selected` has one flag per
 * pixel, row by row. The result gives the ways from row `y`; its arrays are used again for the next row.
 */
export function nearestSelected(
  selected: Uint8Array,
  width: number,
  reach: number,
): (y: number) => WaysToSelected {
  const rise = nearestInColumn(selected, width, reach)
  const right = new Int8Array(width)
  const down = new Int8Array(width)
  return (y) => {
    const row = rise.subarray(y * width, (y + 1) * width)
    let columnsNear = 0
    for (let x = 0; x < Math.min(reach, width); x++) columnsNear += Number(row[x] !== none)
    for (let x = 0; x < width; x++) {
      if (x + reach < width) columnsNear += Number(row[x + reach] !== none)
      if (x > reach) columnsNear -= Number(row[x - reach - 1] !== none)
      right[x] = 0
      down[x] = row[x] as number
      if (columnsNear === 0 || down[x] === 0) continue
      let best = down[x] === none ? reach * reach + 1 : (down[x] as number) ** 2
      for (let away = 1; away <= reach && away * away < best; away++) {
        for (let side = -away; side <= away; side += 2 * away) {
          const other = x + side < 0 || x + side >= width ? none : (row[x + side] as number)
          if (other === none || away * away + other * other >= best) continue
          best = away * away + other * other
          right[x] = side
          down[x] = other
        }
      }
      if (best > reach * reach) down[x] = none
    }
    return { right, down }
  }
}

/** For each pixel the way to the nearest selected one of its column; negative is up. */
function nearestInColumn(selected: Uint8Array, width: number, reach: number): Int8Array {
  const rise = new Int8Array(selected.length).fill(none)
  for (let at = 0; at < selected.length; at++) {
    if (selected[at]) rise[at] = 0
    else if (at >= width) {
      const above = rise[at - width] as number
      if (above !== none && above > -reach) rise[at] = above - 1
    }
  }
  for (let at = selected.length - width - 1; at >= 0; at--) {
    const below = rise[at + width] as number
    if (below < 0 || below >= reach) continue
    const own = rise[at] as number
    if (own === none || -own > below + 1) rise[at] = below + 1
  }
  return rise
}

/**
 * Unpacks one row of PackBits into `out`. True: the row came out full. False: the packed bytes end before, or hold more
 * than a row; what was unpacked stays in `out`.
 */
export function unpackBits(packed: Uint8Array, out: Uint8Array): boolean {
  let to = 0
  let at = 0
  while (at < packed.length) {
    const control = packed[at++] as number
    if (control === 128) continue
    const count = control < 128 ? control + 1 : 257 - control
    // A row of odd packed length may end with a filling byte.
    if (to === out.length) return at >= packed.length
    if (to + count > out.length) return false
    if (control < 128) {
      if (at + count > packed.length) return false
      if (count < 24) for (let i = 0; i < count; i++) out[to + i] = packed[at + i] as number
      else out.set(packed.subarray(at, at + count), to)
      at += count
    } else {
      if (at >= packed.length) return false
      out.fill(packed[at++] as number, to, to + count)
    }
    to += count
  }
  return to === out.length
}

import { componentFormulas } from '../../imaging/blend-formulas.ts'
import type { BlendMode } from '../../imaging/blend-mode.ts'

const tables = new Map<BlendMode, Float32Array>()

/**
 * The outcomes of a mode for bytes, 0 to 255, at `below * 256 + above`; undefined for modes that look at whole colors or at
 * positions.
 */
export function blendTable(mode: BlendMode): Float32Array | undefined {
  const formula = componentFormulas[mode]
  const known = tables.get(mode)
  if (known || !formula) return known
  const table = new Float32Array(256 * 256)
  for (let below = 0; below < 256; below++)
    for (let above = 0; above < 256; above++)
      table[below * 256 + above] = 255 * formula(below / 255, above / 255)
  tables.set(mode, table)
  return table
}

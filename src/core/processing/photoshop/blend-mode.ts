import type { BlendMode } from '../../imaging/blend-mode.ts'

/** What a key in the file means. */
export interface PhotoshopMode {
  /** As Photoshop's menu has it. */
  readonly name: string
  readonly mode: BlendMode
  /** False: the key is none that is known here, and counts as Normal. */
  readonly isKnown: boolean
}

/** Blend modes of Photoshop by their keys in the file. */
const modes: ReadonlyMap<string, readonly [name: string, mode: BlendMode]> = new Map([
  ['pass', ['Pass Through', 'norm']],
  ['norm', ['Normal', 'norm']],
  ['diss', ['Dissolve', 'dissolve']],
  ['dark', ['Darken', 'darken']],
  ['mul ', ['Multiply', 'mult']],
  ['idiv', ['Color Burn', 'colorburn']],
  ['lbrn', ['Linear Burn', 'linearburn']],
  ['dkCl', ['Darker Color', 'darkercolor']],
  ['lite', ['Lighten', 'lighten']],
  ['scrn', ['Screen', 'screen']],
  ['div ', ['Color Dodge', 'colordodge']],
  ['lddg', ['Linear Dodge', 'lineardodge']],
  ['lgCl', ['Lighter Color', 'lightercolor']],
  ['over', ['Overlay', 'overlay']],
  ['sLit', ['Soft Light', 'softlight']],
  ['hLit', ['Hard Light', 'hardlight']],
  ['vLit', ['Vivid Light', 'vividlight']],
  ['lLit', ['Linear Light', 'linearlight']],
  ['pLit', ['Pin Light', 'pinlight']],
  ['hMix', ['Hard Mix', 'hardmix']],
  ['diff', ['Difference', 'difference']],
  ['smud', ['Exclusion', 'exclusion']],
  ['fsub', ['Subtract', 'subtract']],
  ['fdiv', ['Divide', 'divide']],
  ['hue ', ['Hue', 'hue']],
  ['sat ', ['Saturation', 'saturation']],
  ['colr', ['Color', 'color']],
  ['lum ', ['Luminosity', 'luminosity']],
] as const)

/** What a key means. */
export function blendModeOf(key: string): PhotoshopMode {
  const [name, mode] = modes.get(key) ?? [key.trim(), 'norm']
  return { name, mode, isKnown: modes.has(key) }
}

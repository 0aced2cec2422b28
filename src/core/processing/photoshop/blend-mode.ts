/** Blend modes of Photoshop by their keys in the file: name, and the one of Image Serving that is it, or is nearest to it. */
const modes: Readonly<
  Record<string, { readonly name: string; readonly serving: ServingBlend; readonly exact?: true }>
> = {
  pass: { name: 'Pass Through', serving: 'norm', exact: true },
  norm: { name: 'Normal', serving: 'norm', exact: true },
  diss: { name: 'Dissolve', serving: 'dissolve', exact: true },
  dark: { name: 'Darken', serving: 'darken', exact: true },
  'mul ': { name: 'Multiply', serving: 'mult', exact: true },
  idiv: { name: 'Color Burn', serving: 'mult' },
  lbrn: { name: 'Linear Burn', serving: 'mult' },
  dkCl: { name: 'Darker Color', serving: 'darken' },
  lite: { name: 'Lighten', serving: 'lighten', exact: true },
  scrn: { name: 'Screen', serving: 'screen', exact: true },
  'div ': { name: 'Color Dodge', serving: 'screen' },
  lddg: { name: 'Linear Dodge', serving: 'screen' },
  lgCl: { name: 'Lighter Color', serving: 'lighten' },
  over: { name: 'Overlay', serving: 'norm' },
  sLit: { name: 'Soft Light', serving: 'norm' },
  hLit: { name: 'Hard Light', serving: 'norm' },
  vLit: { name: 'Vivid Light', serving: 'norm' },
  lLit: { name: 'Linear Light', serving: 'norm' },
  pLit: { name: 'Pin Light', serving: 'norm' },
  hMix: { name: 'Hard Mix', serving: 'norm' },
  diff: { name: 'Difference', serving: 'norm' },
  smud: { name: 'Exclusion', serving: 'norm' },
  fsub: { name: 'Subtract', serving: 'norm' },
  fdiv: { name: 'Divide', serving: 'norm' },
  'hue ': { name: 'Hue', serving: 'norm' },
  'sat ': { name: 'Saturation', serving: 'norm' },
  colr: { name: 'Color', serving: 'norm' },
  'lum ': { name: 'Luminosity', serving: 'norm' },
}

/** Values of `blendMode=` (Image Serving reference). */
export type ServingBlend = 'norm' | 'dissolve' | 'lighten' | 'darken' | 'mult' | 'screen'

/** What a key means; one that is not known counts as Normal. `exact`: Image Serving has the very mode. */
export function blendModeOf(key: string): {
  readonly name: string
  readonly serving: ServingBlend
  readonly exact: boolean
} {
  const mode = modes[key]
  return mode ? { exact: false, ...mode } : { name: key.trim(), serving: 'norm', exact: false }
}

/**
 * How a layer's colors meet those below, by the name in `blendMode=`. The reference documents `norm`, `dissolve`, `lighten`, `darken`,
 * `mult` and `screen`; the others are darkroom's, by their Photoshop names.
 */
export const blendModes = [
  'norm',
  'dissolve',
  'darken',
  'mult',
  'colorburn',
  'linearburn',
  'darkercolor',
  'lighten',
  'screen',
  'colordodge',
  'lineardodge',
  'lightercolor',
  'overlay',
  'softlight',
  'hardlight',
  'vividlight',
  'linearlight',
  'pinlight',
  'hardmix',
  'difference',
  'exclusion',
  'subtract',
  'divide',
  'hue',
  'saturation',
  'color',
  'luminosity',
] as const
export type BlendMode = (typeof blendModes)[number]

const otherNames: Readonly<Record<string, BlendMode>> = {
  normal: 'norm',
  multiply: 'mult',
  burn: 'colorburn',
  dodge: 'colordodge',
  add: 'lineardodge',
}

/** The mode of that name, in any case and with or without spaces and dashes in it; undefined when it is none. */
export function blendModeNamed(name: string): BlendMode | undefined {
  const plain = name.toLowerCase().replace(/[ _-]/g, '')
  return blendModes.find((mode) => mode === plain) ?? otherNames[plain]
}

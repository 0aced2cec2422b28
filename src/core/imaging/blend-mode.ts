/**
 * How the colors of a layer meet those below: the modes of Photoshop, by the names that `blendMode=` has for them. `norm`, `dissolve`,
 * `lighten`, `darken`, `mult` and `screen` are those of Image Serving.
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

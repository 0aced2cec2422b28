import { type BlendMode, blendModes } from '../../imaging/blend-mode.ts'

const otherNames: Readonly<Record<string, BlendMode>> = {
  normal: 'norm',
  multiply: 'mult',
  burn: 'colorburn',
  dodge: 'colordodge',
  add: 'lineardodge',
}

/** The mode that `blendMode=` names, in any case and with or without spaces and dashes in it; undefined when it is none. */
export function blendModeNamed(name: string): BlendMode | undefined {
  const plain = name.toLowerCase().replace(/[ _-]/g, '')
  return blendModes.find((mode) => mode === plain) ?? otherNames[plain]
}

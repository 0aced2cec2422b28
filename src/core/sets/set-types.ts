/** IPS asset types that are sets of other assets. */
export const setTypes = Object.freeze(['ImageSet', 'SpinSet', 'RenderSet', 'Catalog', 'AssetSet'] as const)
export type SetType = (typeof setTypes)[number]

export function isSetType(type: string): type is SetType {
  return (setTypes as readonly string[]).includes(type)
}

const pictures = ['Image', 'Template', 'LayerView', 'AdjustedView', 'RenderScene', 'Vignette'] as const

/** Assets that a set may have. Only an AssetSet holds other sets, and none of its own type, so no set is inside itself. */
export const memberTypes: Readonly<Record<SetType, readonly string[]>> = {
  ImageSet: [...pictures, 'RenderSet'],
  SpinSet: pictures,
  RenderSet: pictures,
  Catalog: [...pictures, 'Pdf'],
  AssetSet: [...pictures, 'Video', 'MasterVideo', 'Audio', 'ImageSet', 'SpinSet', 'RenderSet', 'Catalog'],
}

/** Assets that one set may have. */
export const maxSetMembers = 1_000

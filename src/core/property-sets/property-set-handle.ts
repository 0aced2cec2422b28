/** The property set that a handle (`ps|941` or `941`) means; undefined for any other text. */
export function propertySetIdOf(handle: string): number | undefined {
  return idOf(/^(?:ps\|)?(\d{1,15})$/, handle)
}

/** The property set type that a handle (`pt|10801` or `10801`) means; undefined for any other text. */
export function propertySetTypeIdOf(handle: string): number | undefined {
  return idOf(/^(?:pt\|)?(\d{1,15})$/, handle)
}

function idOf(shape: RegExp, handle: string): number | undefined {
  const found = shape.exec(handle.trim())
  return found ? Number(found[1]) : undefined
}

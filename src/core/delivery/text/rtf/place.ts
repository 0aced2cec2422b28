/** What the text of a group is: shown, part of a table, or neither. */
export type RtfPlace = 'text' | 'fonts' | 'colors' | 'isColors' | 'cmykColors' | 'nowhere'

const tables: Readonly<Record<string, RtfPlace>> = {
  fonttbl: 'fonts',
  colortbl: 'colors',
  cmykcolortbl: 'cmykColors',
  iscolortbl: 'isColors',
}

/** Groups that hold something else than text of the layer. */
const skipped = new Set([
  'stylesheet',
  'info',
  'pict',
  'object',
  'header',
  'footer',
  'generator',
  'listtable',
  'rsidtbl',
])

/**
 * Where a command leads to; undefined: it stays where it is.
 * @param starred marked as one that readers may not know
 */
export function placeOf(word: string, starred: boolean): RtfPlace | undefined {
  if (starred && word !== 'iscolortbl') return 'nowhere'
  return Object.hasOwn(tables, word) ? tables[word] : skipped.has(word) ? 'nowhere' : undefined
}

import type { FontFace } from './font-file.ts'

/** What is wanted of a font. */
export interface FontWish {
  /** Family, full or PostScript name; undefined: any font for text. */
  readonly name: string | undefined
  readonly bold: boolean
  readonly italic: boolean
}

/** The face that comes nearest, and what it lacks. */
export interface ChosenFont {
  readonly face: FontFace
  /** The face is to be made bolder, or slanted. */
  readonly embolden: boolean
  readonly slant: boolean
}

/** Families that stand in for others of their kind, best first. */
const families = {
  sans: ['Liberation Sans', 'Arimo', 'Helvetica', 'Arial', 'Nimbus Sans', 'Noto Sans', 'DejaVu Sans'],
  serif: ['Liberation Serif', 'Tinos', 'Times New Roman', 'Nimbus Roman', 'Noto Serif', 'DejaVu Serif'],
  mono: ['Liberation Mono', 'Cousine', 'Courier New', 'Nimbus Mono PS', 'Noto Sans Mono', 'DejaVu Sans Mono'],
} as const

/**
 * Chooses among faces, of which earlier ones are preferred. A name that none of them has gets a font of the same kind (with or
 * without serifs, or of one width); undefined when there are no faces at all.
 */
export function chooseFont(faces: readonly FontFace[], wish: FontWish): ChosenFont | undefined {
  const named = wish.name === undefined ? undefined : exactly(faces, wish.name, wish)
  if (named) return named
  const meant = styleInName(wish)
  for (const family of [meant.name ?? '', ...families[kindOf(meant.name ?? '')]]) {
    const found = ofFamily(faces, family, meant)
    if (found) return found
  }
  const [any] = faces
  return any && styled(any, meant)
}

function exactly(faces: readonly FontFace[], name: string, wish: FontWish): ChosenFont | undefined {
  const family = ofFamily(faces, name, wish)
  if (family) return family
  const wanted = plain(name)
  const face = faces.find(
    (one) => plain(one.postScriptName) === wanted || plain(`${one.family} ${one.style}`) === wanted,
  )
  return face && styled(face, wish)
}

/** A PostScript name such as `Arial-BoldItalicMT` as its family and style. */
function styleInName(wish: FontWish): FontWish {
  const found = /^(.+?)[-, ]?(bold|semibold|demi|black|heavy)?(italic|oblique|it)?(psmt|mt|ps)?$/i.exec(
    wish.name ?? '',
  )
  const [, family, bold, italic] = found ?? []
  return {
    name: family ?? wish.name,
    bold: wish.bold || bold !== undefined,
    italic: wish.italic || italic !== undefined,
  }
}

function ofFamily(faces: readonly FontFace[], family: string, wish: FontWish): ChosenFont | undefined {
  const name = plain(family)
  const members = faces.filter((face) => plain(face.family) === name)
  const wanted = wish.bold ? 700 : 400
  const distance = (face: FontFace) =>
    Math.abs(face.weight - wanted) + (face.italic === wish.italic ? 0 : 1000) + 200 * Math.abs(face.width - 5)
  const [best] = [...members].sort((a, b) => distance(a) - distance(b))
  return best && styled(best, wish)
}

function styled(face: FontFace, { bold, italic }: FontWish): ChosenFont {
  return { face, embolden: bold && face.weight < 600, slant: italic && !face.italic }
}

function kindOf(name: string): keyof typeof families {
  if (/mono|courier|consol|menlo|typewriter/i.test(name)) return 'mono'
  if (/times|serif(?<!sans.?serif)|georgia|garamond|roman|minion|palatino|bookman|century|caslon/i.test(name))
    return 'serif'
  return 'sans'
}

/** Names compare without case, spaces and dashes. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '')
}

import sharp from 'sharp'
import { DarkroomError } from '../../errors.ts'
import type { Picture } from '../composition/picture.ts'
import { ownPixels } from '../composition/pyramid-picture.ts'
import type { TextAttributes, TextWish } from '../layer-wish.ts'
import type { Size } from '../rect.ts'
import type { FontBook } from './font-book.ts'
import type { FormattedText } from './formatted-text.ts'
import { parseRtf } from './rtf/parse-rtf.ts'
import { PieceShaper } from './styled-piece.ts'
import { layOut, type TextLayout } from './text-layout.ts'
import { textSvg } from './text-svg.ts'

/** Text of one layer, with its commands, in characters. */
export const maxTextLength = 20_000

const pointsPerInch = 72

const plainAttributes: TextAttributes = Object.freeze({
  resolution: pointsPerInch,
  antialias: true,
  fit: 'fixedRes',
  wrap: 'wrap',
})

/**
 * Text as a picture, drawn from outlines in whatever size it is needed. Photoshop text without a box (`textPs=` without `size=`) has its
 * anchor on the first base line, where the first paragraph is aligned.
 * Throws `too-large` for a text of more than `maxTextLength` characters and `not-found` when there is no font at all.
 * @param box in canvas pixels; a side of 0 follows from the text
 */
export async function layOutText(
  wish: TextWish,
  attributes: TextAttributes = plainAttributes,
  box: Size,
  fonts: FontBook,
): Promise<Picture> {
  if (wish.rtf.length > maxTextLength)
    throw new DarkroomError(
      'too-large',
      `The text of a layer has ${wish.rtf.length} characters; at most ${maxTextLength} are laid out.`,
      { field: wish.photoshop ? 'textPs' : 'text' },
    )
  const text = parseRtf(wish.rtf)
  const shaper = await preparedShaper(text, fonts)
  const { layout, scale } = fitted(wish, attributes, box, (wrapBox) =>
    layOut({ text, engine: wish, wrap: attributes.wrap, box: wrapBox }, shaper),
  )
  const size = {
    width: Math.max(1, box.width || Math.ceil(layout.size.width * scale)),
    height: Math.max(1, box.height || Math.ceil(layout.size.height * scale)),
  }
  const isPointText = wish.photoshop && box.width === 0 && box.height === 0
  return {
    size,
    hasAlpha: true,
    resolution: 0,
    ...(isPointText && { anchor: { x: layout.anchor.x * scale, y: layout.anchor.y * scale } }),
    async draw(source, scaled, part) {
      const x = source.width / scaled.width
      const y = source.height / scaled.height
      const seen = {
        x: source.x + part.x * x,
        y: source.y + part.y * y,
        width: part.width * x,
        height: part.height * y,
      }
      const svg = textSvg(layout, scale, seen, part, attributes.antialias)
      const pixels = await sharp(Buffer.from(svg), { unlimited: true, limitInputPixels: false })
        .toColourspace('srgb')
        .ensureAlpha()
        .raw()
        .toBuffer()
      return ownPixels(pixels, part)
    },
  }
}

async function preparedShaper(text: FormattedText, fonts: FontBook): Promise<PieceShaper> {
  const shaper = new PieceShaper(await fonts.faces())
  for (const { runs } of text.paragraphs)
    for (const run of runs)
      if (!(await shaper.prepare(run.style, run.text)))
        throw new DarkroomError(
          'not-found',
          `There is no font for '${run.style.font ?? 'text'}': none is published, and none installed on this server.`,
          { field: 'text' },
        )
  return shaper
}

/** How fine the size of text that fills its box is found: in steps of half a percent. */
const fitSteps = 12

/** The layout at the resolution asked for, or at the one at which the text just fits its box. */
function fitted(
  wish: TextWish,
  { resolution, fit }: TextAttributes,
  box: Size,
  layOutIn: (box: Size) => TextLayout,
): { readonly layout: TextLayout; readonly scale: number } {
  const at = (scale: number) => ({
    scale,
    layout: layOutIn({ width: box.width / scale, height: box.height / scale }),
  })
  const asked = at(resolution / pointsPerInch)
  const isFree = fit === 'fixedRes' || wish.photoshop || box.width === 0 || box.height === 0
  if (isFree || (fit === 'maxRes' && !asked.layout.overflows)) return asked
  let fits: number = 1 / 64
  let tooLarge: number = fit === 'maxRes' ? asked.scale : 256
  for (let step = 0; step < fitSteps; step++) {
    const middle = Math.sqrt(fits * tooLarge)
    if (at(middle).layout.overflows) tooLarge = middle
    else fits = middle
  }
  return at(fits)
}

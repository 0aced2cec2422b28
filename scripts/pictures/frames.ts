import sharp from 'sharp'

/** Side of a square of the chequerboard that stands for transparency, in pixels. */
const square = 10
const gap = 8

/** A picture as it is shown, on a chequerboard where it is transparent. `width`: what it is brought to. */
export async function shown(picture: Buffer, width?: number): Promise<Buffer> {
  const sized = await (width === undefined ? sharp(picture) : sharp(picture).resize({ width }))
    .png()
    .toBuffer()
  const { width: w = 1, height: h = 1 } = await sharp(sized).metadata()
  return await sharp(chequerboard(w, h))
    .composite([{ input: sized }])
    .png()
    .toBuffer()
}

/** A picture over one colour. */
export async function over(picture: Buffer, color: string): Promise<Buffer> {
  return await sharp(picture).flatten({ background: color }).png().toBuffer()
}

/** A part of a picture, each of its pixels `times` as wide and as high. */
export async function magnified(
  picture: Buffer,
  part: { readonly left: number; readonly top: number; readonly width: number; readonly height: number },
  times: number,
): Promise<Buffer> {
  const cut = await sharp(picture).extract(part).png().toBuffer()
  return await sharp(cut)
    .resize({ width: part.width * times, kernel: 'nearest' })
    .png()
    .toBuffer()
}

/** Pictures beside each other, `columns` in a row, each fitted into `width` x `height` pixels and shown on gray. */
export async function sheet(
  pictures: readonly Buffer[],
  { columns, width, height }: { readonly columns: number; readonly width: number; readonly height: number },
): Promise<Buffer> {
  const rows = Math.ceil(pictures.length / columns)
  const placed = await Promise.all(
    pictures.map(async (picture, i) => {
      const fitted = await sharp(picture).resize(width, height, { fit: 'inside' }).png().toBuffer()
      const { width: w = 0, height: h = 0 } = await sharp(fitted).metadata()
      return {
        input: await shown(fitted),
        left: gap + (i % columns) * (width + gap) + Math.floor((width - w) / 2),
        top: gap + Math.floor(i / columns) * (height + gap) + Math.floor((height - h) / 2),
      }
    }),
  )
  const create = {
    width: columns * (width + gap) + gap,
    height: rows * (height + gap) + gap,
    channels: 3 as const,
    background: '#9a9a9a',
  }
  return await sharp({ create }).composite(placed).png().toBuffer()
}

/** A picture with rectangles drawn on it, in pixels. */
export async function framed(
  picture: Buffer,
  frames: readonly {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
    readonly color: string
  }[],
): Promise<Buffer> {
  const { width, height } = await sharp(picture).metadata()
  const rects = frames.map(
    (frame) =>
      `<rect x="${frame.left + 1}" y="${frame.top + 1}" width="${frame.width - 2}" height="${frame.height - 2}" stroke="${frame.color}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="none" stroke-width="3">${rects.join('')}</svg>`
  return await sharp(picture)
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer()
}

function chequerboard(width: number, height: number): Buffer {
  const tile = `<pattern id="p" width="${2 * square}" height="${2 * square}" patternUnits="userSpaceOnUse"><rect width="${2 * square}" height="${2 * square}" fill="#fff"/><path d="M0 0h${square}v${2 * square}h${square}v-${square}h-${2 * square}z" fill="#d6d6d6"/></pattern>`
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>${tile}</defs><rect width="${width}" height="${height}" fill="url(#p)"/></svg>`,
  )
}

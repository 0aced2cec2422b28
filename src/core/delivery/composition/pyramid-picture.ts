import type { Rect } from '../rect.ts'
import { type PyramidSource, readPart } from '../render.ts'
import type { Picture } from './picture.ts'

/** What is known of a picture beside its pyramid. */
export type PictureFacts = Omit<Picture, 'size' | 'draw'>

/** A published picture. Only the level and the part of it that a layer needs are read. */
export function pyramidPicture(source: PyramidSource, facts: PictureFacts): Picture {
  const { width, height } = source
  return {
    ...facts,
    size: { width, height },
    async draw(rect, scaled, part) {
      const placed = { source: rect, scaled, at: { x: 0, y: 0 } }
      const drawn = await readPart(source, placed, part)
      const pixels = await drawn.toColourspace('srgb').ensureAlpha().raw().toBuffer()
      return ownPixels(pixels, part)
    },
  }
}

/** A copy in memory of its own, which can move to another thread. */
export function ownPixels(buffer: Buffer, { width, height }: Pick<Rect, 'width' | 'height'>): Uint8Array {
  if (buffer.length !== 4 * width * height)
    throw new Error(`${buffer.length} bytes in place of ${width} x ${height} pixels of RGBA`)
  return new Uint8Array(buffer)
}

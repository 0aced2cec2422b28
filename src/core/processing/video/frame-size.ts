export interface FrameSize {
  readonly width: number
  readonly height: number
}

export interface FittedSize extends FrameSize {
  /** The video is smaller than what was asked for. */
  readonly isLess: boolean
}

/** What H.264 and its kin take at least. */
const leastSide = 16

/**
 * The size of a rendition: the largest in the box of `width` and `height` that has the shape of the source. A side that
 * is absent or 0 follows from the other; both: the source's size. Never larger than the source; sides are even, as the
 * encoders want it.
 */
export function fitFrame(source: FrameSize, width = 0, height = 0): FittedSize {
  const wanted = Math.min(
    width > 0 ? width / source.width : Number.POSITIVE_INFINITY,
    height > 0 ? height / source.height : Number.POSITIVE_INFINITY,
  )
  const scale = Math.min(wanted, 1)
  return {
    width: even(source.width * scale),
    height: even(source.height * scale),
    isLess: Number.isFinite(wanted) && wanted > 1,
  }
}

/** The largest frame of the shape inside the source, with even sides. */
export function cropFrame(source: FrameSize, shape: FrameSize): FrameSize {
  const wide = source.width * shape.height > source.height * shape.width
  return {
    width: evenDown(wide ? (source.height * shape.width) / shape.height : source.width),
    height: evenDown(wide ? source.height : (source.width * shape.height) / shape.width),
  }
}

function even(side: number): number {
  return Math.max(2 * Math.round(side / 2), leastSide)
}

function evenDown(side: number): number {
  return Math.max(2 * Math.floor(side / 2), leastSide)
}

import sharp from 'sharp'
import type { DescribedLayer } from './description-reader.ts'
import type { Rect } from './layer-record.ts'

type Path = NonNullable<DescribedLayer['vectorMask']>['paths'][number]

/** A vector mask as SVG drawing instructions in pixels of the document: white shows, black hides. */
export interface VectorMask {
  readonly shapes: string
  readonly inverted: boolean
  /** What it lets through lies within; absent: may be anywhere. */
  readonly bounds?: Rect
}

/** The largest side that is drawn at once, in pixels; the drawing library has no more. */
const maxSide = 32_000

/** The mask of a layer as its description has it. Undefined: none, or it is switched off. */
export function vectorMaskOf(layer: DescribedLayer | undefined): VectorMask | undefined {
  const mask = layer?.vectorMask
  if (!mask || mask.disable || mask.paths.length === 0) return undefined
  const shapes: { data: string; operation: Path['operation'] }[] = []
  for (const path of mask.paths) {
    const last = shapes.at(-1)
    // A part without an operation of its own belongs to the shape before.
    if (path.operation === undefined && last) last.data += outline(path)
    else shapes.push({ data: outline(path), operation: path.operation })
  }
  const first = shapes[0]?.operation
  const startsFull = first === 'subtract' || first === 'intersect' || mask.fillStartsWithAllPixels === true
  const drawn = shapes.map(({ data, operation }) => draw(data, operation)).join('')
  const ground = startsFull ? '<rect x="-1e6" y="-1e6" width="2e6" height="2e6" fill="white"/>' : ''
  const inverted = mask.invert === true
  return {
    shapes: ground + drawn,
    inverted,
    ...(!startsFull && !inverted && { bounds: boundsOf(mask.paths) }),
  }
}

function boundsOf(paths: readonly Path[]): Rect {
  let [left, top, right, bottom] = [1e6, 1e6, -1e6, -1e6]
  for (const { knots } of paths)
    for (const { points } of knots)
      for (let i = 0; i < points.length; i += 2) {
        const [x, y] = [clamp(points[i] as number), clamp(points[i + 1] as number)]
        left = Math.min(left, x)
        right = Math.max(right, x)
        top = Math.min(top, y)
        bottom = Math.max(bottom, y)
      }
  // The file keeps places as 24-bit parts of the document, which are seldom whole pixels again.
  const least = 0.01
  return {
    left: Math.floor(left + least),
    top: Math.floor(top + least),
    right: Math.ceil(right - least),
    bottom: Math.ceil(bottom - least),
  }
}

/** The mask in a part of the document, 0 to 1, row by row. */
export async function vectorCoverage({ shapes, inverted }: VectorMask, part: Rect): Promise<Float32Array> {
  const [width, height] = [part.right - part.left, part.bottom - part.top]
  const out = new Float32Array(width * height)
  for (let x = 0; x < width; x += maxSide) {
    const columns = Math.min(maxSide, width - x)
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${columns}" height="${height}" viewBox="${part.left + x} ${part.top} ${columns} ${height}"><rect x="-1e6" y="-1e6" width="2e6" height="2e6" fill="black"/>${shapes}</svg>`
    const drawn = await sharp(Buffer.from(svg), { limitInputPixels: false })
      .extractChannel(0)
      .raw()
      .toBuffer()
    for (let row = 0, from = 0; row < height; row++)
      for (let column = 0; column < columns; column++) {
        const value = (drawn[from++] as number) / 255
        out[row * width + x + column] = inverted ? 1 - value : value
      }
  }
  return out
}

function draw(data: string, operation: Path['operation']): string {
  const path = (fill: string, more = '') => `<path fill-rule="evenodd" fill="${fill}"${more} d="${data}"/>`
  if (operation === 'subtract') return path('black')
  if (operation === 'exclude') return path('white', ' style="mix-blend-mode:difference"')
  if (operation === 'intersect')
    return `<path fill-rule="evenodd" fill="black" d="M-1e6-1e6H1e6V1e6H-1e6Z${data}"/>`
  return path('white')
}

/** A knot has its point between the handles towards the knots before and behind it, as x, y pairs. */
function outline({ knots, open }: Path): string {
  const points = knots.map(({ points: values }) => values.map(clamp))
  const [first] = points
  if (!first || points.length < 2) return ''
  const parts = [`M${first[2]} ${first[3]}`]
  const following = open ? points.slice(1) : [...points.slice(1), first]
  following.forEach((knot, i) => {
    const from = points[i] as number[]
    parts.push(`C${from[4]} ${from[5]} ${knot[0]} ${knot[1]} ${knot[2]} ${knot[3]}`)
  })
  return `${parts.join('')}Z`
}

function clamp(value: number): number {
  return Number.isFinite(value) ? Math.round(Math.min(Math.max(value, -1e6), 1e6) * 1000) / 1000 : 0
}

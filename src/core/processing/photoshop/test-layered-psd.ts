import { type Layer, type Psd, writePsdBuffer } from 'ag-psd'

/** For tests: red, green, blue and alpha, 0 to 255. */
export type Rgba = readonly [number, number, number, number?]

/** For tests: an area of one colour. */
export function area(width: number, height: number, [red, green, blue, alpha = 255]: Rgba) {
  const data = new Uint8ClampedArray(width * height * 4)
  for (let at = 0; at < data.length; at += 4) data.set([red, green, blue, alpha], at)
  return { width, height, data }
}

/** For tests: a layer of one colour. */
export function layer(
  name: string,
  [left, top, width, height]: readonly [number, number, number, number],
  colour: Rgba,
  more: Layer = {},
): Layer {
  return { name, left, top, imageData: area(width, height, colour), ...more }
}

/** For tests: a vector mask of one outline with straight sides. */
export function outline(...points: readonly (readonly [number, number])[]): NonNullable<Layer['vectorMask']> {
  const knots = points.map(([x, y]) => ({ linked: false, points: [x, y, x, y, x, y] }))
  return { paths: [{ open: false, operation: 'combine', fillRule: 'non-zero', knots }] }
}

/** For tests: a document of 300 x 200 whose merged image is one colour, so that it can be told from its layers. */
export function layeredPsd(children: Layer[], more: Partial<Psd> = {}, options = {}): Buffer {
  const base = { width: 300, height: 200, imageData: area(300, 200, [9, 99, 9]) }
  return writePsdBuffer({ ...base, children, ...more }, options)
}

/** For tests: the same, saved without a merged image. */
export function withoutMergedImage(children: Layer[], more: Partial<Psd> = {}): Buffer {
  const versionInfo = { hasRealMergedData: false, writerName: 'test', readerName: 'test', fileVersion: 1 }
  return layeredPsd(children, { imageResources: { versionInfo }, ...more })
}

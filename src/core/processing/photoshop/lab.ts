import { greatest, type Samples } from './samples.ts'

/** White in the values of a file: L is the greatest, a and b have their zero in the middle. */
export function labWhite(depth: 8 | 16): readonly number[] {
  return depth === 8 ? [255, 128, 128] : [65_535, 32_768, 32_768]
}

/** XYZ of D50, the white of Photoshop's Lab. */
const white = [0.9642, 1, 0.8249] as const
/** XYZ of D50 to linear sRGB, adapted by Bradford. */
const toRgb = [
  [3.1338561, -1.6168667, -0.4906146],
  [-0.9787684, 1.9161415, 0.033454],
  [0.0719453, -0.2289914, 1.4052427],
] as const

/** Pixels of Lab, of so many samples, as sRGB, in place. Colours that sRGB has not are clipped. */
export function labToRgb(pixels: Samples, samples: number): void {
  const depth = pixels instanceof Uint16Array ? 16 : 8
  const max = greatest(depth)
  const [, middle = 0] = labWhite(depth)
  // 8 bits have a and b in whole numbers; 16 bits in 256ths of them.
  const step = depth === 8 ? 1 : 256
  for (let at = 0; at < pixels.length; at += samples) {
    const fy = ((100 * (pixels[at] as number)) / max + 16) / 116
    const fx = fy + ((pixels[at + 1] as number) - middle) / step / 500
    const fz = fy - ((pixels[at + 2] as number) - middle) / step / 200
    const [x, y, z] = [white[0] * cube(fx), white[1] * cube(fy), white[2] * cube(fz)]
    for (let channel = 0; channel < 3; channel++) {
      const [ofX, ofY, ofZ] = toRgb[channel] as (typeof toRgb)[number]
      pixels[at + channel] = max * encode(ofX * x + ofY * y + ofZ * z) + 0.5
    }
  }
}

function cube(f: number): number {
  return f > 6 / 29 ? f ** 3 : 3 * (6 / 29) ** 2 * (f - 4 / 29)
}

function encode(light: number): number {
  if (light <= 0) return 0
  if (light >= 1) return 1
  return light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055
}

import { d50, iccProfile, textTag, type Xyz, xyzTag } from '../../imaging/write-icc-profile.ts'

/** For tests: ICC profiles made by formula, so that the right result of a conversion can be computed. */

export type Lab = readonly [l: number, a: number, b: number]

/** A display with these primaries, whose sum is D50, and a gamma in steps of 1/256. */
export function rgbProfile(
  name: string,
  [red, green, blue]: readonly [Xyz, Xyz, Xyz],
  gamma: number,
): Buffer {
  const trc = gammaCurve(gamma)
  return iccProfile('mntr', 'RGB ', 'XYZ ', [
    ['desc', textTag(name)],
    ['wtpt', xyzTag(d50)],
    ['rXYZ', xyzTag(red)],
    ['gXYZ', xyzTag(green)],
    ['bXYZ', xyzTag(blue)],
    ['rTRC', trc],
    ['gTRC', trc],
    ['bTRC', trc],
  ])
}

/** Gray of a gamma in steps of 1/256. */
export function grayProfile(name: string, gamma: number): Buffer {
  return iccProfile('mntr', 'GRAY', 'XYZ ', [
    ['desc', textTag(name)],
    ['wtpt', xyzTag(d50)],
    ['kTRC', gammaCurve(gamma)],
  ])
}

/**
 * A press: the Lab (D50) of inks from 0 to 1, and the inks of a Lab. A table holds only the corners of the space of inks, so
 * `labOf` has to be linear to be met exactly; of `inksOf` it holds a grid.
 */
export function pressProfile(
  name: string,
  labOf: (c: number, m: number, y: number, k: number) => Lab,
  inksOf: (lab: Lab) => readonly [number, number, number, number],
): Buffer {
  const corners = grid(4, 2).map(([c = 0, m = 0, y = 0, k = 0]) => encodeLab(labOf(c, m, y, k)))
  const inks = grid(3, 17).map(([l = 0, a = 0, b = 0]) =>
    inksOf([l * 100.390625, a * 255.99609375 - 128, b * 255.99609375 - 128]).map((ink) =>
      Math.round(Math.min(1, Math.max(0, ink)) * 65_535),
    ),
  )
  return iccProfile('prtr', 'CMYK', 'Lab ', [
    ['desc', textTag(name)],
    ['wtpt', xyzTag(d50)],
    ['A2B0', table(4, 3, 2, corners.flat())],
    ['B2A0', table(3, 4, 17, inks.flat())],
  ])
}

/** All points of a grid of `steps` along `axes`, 0 to 1, the last axis running fastest. */
function grid(axes: number, steps: number): number[][] {
  if (axes === 0) return [[]]
  const inner = grid(axes - 1, steps)
  return Array.from({ length: steps }, (_, i) => inner.map((rest) => [i / (steps - 1), ...rest])).flat()
}

/** The 16-bit Lab of version 2 tables. */
function encodeLab([l, a, b]: Lab): number[] {
  return [l * 652.8, (a + 128) * 256, (b + 128) * 256].map((value) =>
    Math.round(Math.min(65_535, Math.max(0, value))),
  )
}

function table(inputs: number, outputs: number, steps: number, values: readonly number[]): Buffer {
  const head = Buffer.alloc(52)
  head.write('mft2', 'latin1')
  head.set([inputs, outputs, steps], 8)
  for (const diagonal of [12, 28, 44]) head.writeInt32BE(0x10000, diagonal)
  head.writeUInt16BE(2, 48)
  head.writeUInt16BE(2, 50)
  const curves = (count: number) => Array.from({ length: count }, () => [0, 65_535]).flat()
  const words = [...curves(inputs), ...values, ...curves(outputs)]
  const body = Buffer.alloc(words.length * 2)
  for (const [i, word] of words.entries()) body.writeUInt16BE(word, i * 2)
  return Buffer.concat([head, body])
}

function gammaCurve(gamma: number): Buffer {
  const tag = Buffer.alloc(14)
  tag.write('curv', 'latin1')
  tag.writeUInt32BE(1, 8)
  tag.writeUInt16BE(Math.round(gamma * 256), 12)
  return tag
}

/** The 8-bit sRGB of a Lab (D50), by the formulas of CIE and IEC 61966-2-1. */
export function srgbOf([l, a, b]: Lab): number[] {
  const f = (l + 16) / 116
  const [x, y, z] = [f + a / 500, f, f - b / 200].map(
    (t, i) => (t > 6 / 29 ? t ** 3 : 3 * (6 / 29) ** 2 * (t - 4 / 29)) * (d50[i] ?? 0),
  ) as [number, number, number]
  // From XYZ of D50 to linear sRGB, the change of white (Bradford) included.
  return [
    3.1338561 * x - 1.6168667 * y - 0.4906146 * z,
    -0.9787684 * x + 1.9161415 * y + 0.033454 * z,
    0.0719453 * x - 0.2289914 * y + 1.4052427 * z,
  ].map((linear) => {
    const value = linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
    return Math.round(Math.min(1, Math.max(0, value)) * 255)
  })
}

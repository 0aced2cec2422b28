import { fileURLToPath } from 'node:url'
import { curveTag, d50, iccProfile, textTag, xyzTag } from './write-icc-profile.ts'

/** Entries of the table of the curve: more than that no 16-bit sample can tell apart. */
const curveEntries = 4096

/**
 * sRGB (IEC 61966-2-1) as a version 2 profile. The image library has one of version 4, towards which LittleCMS always
 * compensates the black point: measured there, neutral grays of a press profile take on a tint of up to 5 in 255.
 */
export const srgbProfile: Buffer = srgb(curveTag(light, curveEntries))
/** The file of the same bytes: how the image library takes profiles. */
export const srgbProfilePath = besideThis('srgb.icc')

/**
 * For conversions whose outcome is sent untagged: the same with its curve as a formula, which LittleCMS turns round in no time; for the
 * table it takes 60 ms in each request. Version 2 has no formulas, so this profile is not to be put into pictures.
 */
export const srgbFormulaProfile: Buffer = srgb(srgbFormulaTag())
export const srgbFormulaProfilePath = besideThis('srgb-formula.icc')

function srgb(curve: Buffer): Buffer {
  return iccProfile('mntr', 'RGB ', 'XYZ ', [
    ['desc', textTag('sRGB')],
    ['cprt', copyright()],
    ['wtpt', xyzTag(d50)],
    ['rXYZ', xyzTag([0.43607, 0.22249, 0.01392])],
    ['gXYZ', xyzTag([0.38515, 0.71687, 0.09708])],
    ['bXYZ', xyzTag([0.14307, 0.06061, 0.7141])],
    ['rTRC', curve],
    ['gTRC', curve],
    ['bTRC', curve],
  ])
}

function besideThis(fileName: string): string {
  return fileURLToPath(new URL(fileName, import.meta.url))
}

/** `light` as a parametric curve (ICC.1:2022, 10.18, function type 3). */
function srgbFormulaTag(): Buffer {
  const tag = Buffer.alloc(32)
  tag.write('para', 'latin1')
  tag.writeUInt16BE(3, 8)
  for (const [i, value] of [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045].entries())
    tag.writeInt32BE(Math.round(value * 65_536), 12 + i * 4)
  return tag
}

function light(sample: number): number {
  return sample <= 0.04045 ? sample / 12.92 : ((sample + 0.055) / 1.055) ** 2.4
}

function copyright(): Buffer {
  return Buffer.concat([
    Buffer.from('text\0\0\0\0', 'latin1'),
    Buffer.from('No copyright, use freely\0', 'latin1'),
  ])
}

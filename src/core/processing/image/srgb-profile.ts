import { curveTag, d50, iccProfile, textTag, xyzTag } from './write-icc-profile.ts'

/** Entries of the table of the curve: more than that no 16-bit sample can tell apart. */
const curveEntries = 4096

/**
 * sRGB (IEC 61966-2-1) as a version 2 profile. The image library has one of version 4, towards which LittleCMS always
 * compensates the black point: measured there, neutral grays of a press profile take on a tint of up to 5 in 255.
 */
export const srgbProfile: Buffer = iccProfile('mntr', 'RGB ', 'XYZ ', [
  ['desc', textTag('sRGB')],
  ['cprt', copyright()],
  ['wtpt', xyzTag(d50)],
  ['rXYZ', xyzTag([0.43607, 0.22249, 0.01392])],
  ['gXYZ', xyzTag([0.38515, 0.71687, 0.09708])],
  ['bXYZ', xyzTag([0.14307, 0.06061, 0.7141])],
  ...(['rTRC', 'gTRC', 'bTRC'] as const).map((name) => [name, curveTag(light, curveEntries)] as const),
])

function light(sample: number): number {
  return sample <= 0.04045 ? sample / 12.92 : ((sample + 0.055) / 1.055) ** 2.4
}

function copyright(): Buffer {
  return Buffer.concat([
    Buffer.from('text\0\0\0\0', 'latin1'),
    Buffer.from('No copyright, use freely\0', 'latin1'),
  ])
}

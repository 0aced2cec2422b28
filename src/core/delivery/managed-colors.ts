import sharp, { type Metadata, type Sharp } from 'sharp'
import { hasTables, type ProfileSpace, profileSpace } from '../imaging/icc-profile.ts'
import { srgbFormulaProfilePath } from '../imaging/srgb-profile.ts'

/** The colour spaces that pyramids with profiles have. */
const profileSpaces: ReadonlyMap<string, ProfileSpace> = new Map([
  ['srgb', 'RGB'],
  ['rgb16', 'RGB'],
  ['cmyk', 'CMYK'],
  ['b-w', 'GRAY'],
  ['grey16', 'GRAY'],
] as const)

/**
 * Pixels brought from their profile to sRGB in one step of LittleCMS, with perceptual intent. Left alone, the library makes RGB of
 * gray first, to which no gray profile can be applied, cuts 16 bits down before it converts them, and takes inks by another
 * intent. Undefined, so that the library is to do it: the picture has no profile for its colour space, one that does not lead to
 * sRGB, or 8 bits and a profile of primaries and curves.
 * @param whole opened so that its profile is ignored on reading
 * @param cut what is to be done with the picture in its own colours
 */
export async function managedColors(whole: Sharp, cut: (whole: Sharp) => Sharp): Promise<Sharp | undefined> {
  const { space, icc, hasAlpha } = await whole.metadata()
  const own = profileSpaces.get(space)
  if (!icc || own === undefined || profileSpace(icc) !== own) return undefined
  // The library is within one level there, and faster.
  if (space === 'srgb' && !hasTables(icc)) return undefined
  const deep = isDeep(space)
  const { data, info } = await cut(inOwnColors(whole, space))
    .withIccProfile(srgbFormulaProfilePath)
    .raw({ depth: deep ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  // A conversion that fails is passed over, and leaves the channels that there were.
  if (channels !== (hasAlpha ? 4 : 3)) return undefined
  const samples = deep ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
  return sharp(samples, { raw: { width, height, channels }, limitInputPixels: false }).toColourspace('srgb')
}

function isDeep(space: Metadata['space']): boolean {
  return space === 'rgb16' || space === 'grey16'
}

function inOwnColors(whole: Sharp, space: Metadata['space']): Sharp {
  const kept = whole.toColourspace(space)
  return space === 'cmyk' ? kept.pipelineColourspace('cmyk') : kept
}

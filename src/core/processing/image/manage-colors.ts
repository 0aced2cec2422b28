import { randomUUID } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metadata, Sharp } from 'sharp'
import { type ProfileSpace, profileSpace } from '../../imaging/icc-profile.ts'
import { srgbProfile, srgbProfilePath } from '../../imaging/srgb-profile.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { ColorManagement, ProfileFile } from '../options/option-types.ts'
import { attachProfile } from './attach-profile.ts'
import { builtInCmykProfile } from './built-in-profile.ts'
import { convertColors } from './convert-colors.ts'
import { iccProfileName } from './icc-profile-name.ts'
import { type PyramidSpace, pyramidPlan } from './pyramid-options.ts'
import { keepColours } from './write-pyramid.ts'

/** A picture whose colours are to be managed. */
export interface PictureToManage {
  readonly header: Metadata
  readonly fileName: string
  readonly workFolder: string
  /** Opens the picture; with `ignoreIcc` the library converts nothing by its profile on its own. */
  readonly open: (options?: { readonly ignoreIcc: boolean }) => Sharp
  /** Opens a file of the work folder, with `ignoreIcc`. */
  readonly openFile: (path: string) => Sharp
  /** The path on this machine of a profile's blob. */
  readonly blobPath: (key: string) => Promise<string>
}

/** What is to be processed from here on. */
export interface ManagedPicture {
  /** Upright pixels that take the picture's place; absent: it is processed as it is. */
  readonly path?: string
  /** With the colours that the picture has now. */
  readonly header: Metadata
  readonly warnings: readonly NestedMessage[]
}

/**
 * Carries out colorManagementOptions. Default keeps the profile of a picture, and gives the source profile to one that has
 * none. MaintainOriginal changes nothing. Convert brings the colours into the output profile, sRGB when there is none; the
 * picture is in its own profile, else in the source profile, else in what the library takes for its colour space. A
 * gray picture may also be in an RGB profile. What a profile can't do is a warning, and the picture stays as it is.
 */
export async function manageColors(
  picture: PictureToManage,
  options: ColorManagement | undefined,
): Promise<ManagedPicture> {
  const unchanged = (...warnings: NestedMessage[]) => ({ header: picture.header, warnings })
  if (!options || options.colorManagement === 'MaintainOriginal') return unchanged()
  const source = await sourceOf(picture, options)
  const convert = options.colorManagement === 'Convert'
  if (!source || (source.isEmbedded && !convert)) return unchanged()
  const { fileName, header } = picture
  const own = spaceOf(header)
  const { profile, name, isEmbedded } = source
  const space = profileSpace(profile)
  if (space === undefined || !fits(space, own)) {
    const named = { file: fileName, space: own, profile: name }
    return unchanged(
      space === undefined ? say('profileUnfit', named) : say('profileForOther', { ...named, other: space }),
    )
  }
  const output = convert ? await outputOf(picture, options.output) : { profile, path: '', name: '' }
  if (profileSpace(output.profile) === undefined)
    return unchanged(say('outputProfileUnfit', { file: fileName, profile: output.name }))
  const isSame = output.profile.equals(profile)
  if (isSame && isEmbedded) return unchanged()

  const pixelSpace = own === 'GRAY' && space === 'RGB' ? asRgb(header) : pyramidPlan(header).space
  const needsPixels = !isEmbedded || pixelSpace !== header.space
  const start = needsPixels ? await writePixels(picture, pixelSpace, profile) : undefined
  if (isSame && start !== undefined) return await managed(picture, start)
  const converted = await convertColors({
    image: start === undefined ? picture.open({ ignoreIcc: true }).autoOrient() : picture.openFile(start),
    space: pixelSpace,
    output,
    openFile: picture.openFile,
    workFolder: picture.workFolder,
  })
  if (start !== undefined) await rm(start)
  if (converted === undefined)
    return unchanged(say('notConverted', { file: fileName, profile: name, output: output.name }))
  return await managed(picture, converted)
}

interface SourceProfile {
  readonly profile: Buffer
  /** For messages: `source profile "Press"`. */
  readonly name: NestedMessage
  readonly isEmbedded: boolean
}

/** Undefined: the picture has none, and none is to be taken for it. */
async function sourceOf(
  { header, blobPath }: PictureToManage,
  { colorManagement, source }: ColorManagement,
): Promise<SourceProfile | undefined> {
  if (header.icc) {
    const name = say('embeddedProfile', { name: iccProfileName(header.icc) ?? say('withoutName') })
    return { profile: header.icc, name, isEmbedded: true }
  }
  if (source) {
    const profile = await readFile(await blobPath(source.key))
    return { profile, name: say('sourceProfile', { name: source.name }), isEmbedded: false }
  }
  if (colorManagement === 'Default') return undefined
  const profile = spaceOf(header) === 'CMYK' ? await builtInCmykProfile() : srgbProfile
  return { profile, name: say('assumedProfile'), isEmbedded: false }
}

async function outputOf({ blobPath }: PictureToManage, output: ProfileFile | undefined) {
  if (!output) return { profile: srgbProfile, path: srgbProfilePath, name: 'sRGB' }
  const path = await blobPath(output.key)
  return { profile: await readFile(path), path, name: say('outputProfile', { name: output.name }) }
}

/** Lab and samples that are no integers are read as RGB. */
function spaceOf({ space }: Metadata): ProfileSpace {
  if (space === 'cmyk') return 'CMYK'
  return space === 'b-w' || space === 'grey16' ? 'GRAY' : 'RGB'
}

function fits(profile: ProfileSpace, picture: ProfileSpace): boolean {
  return profile === picture || (profile === 'RGB' && picture === 'GRAY')
}

function asRgb({ space }: Metadata): PyramidSpace {
  return space === 'grey16' ? 'rgb16' : 'srgb'
}

/** The upright picture as pixels of that space, said to be in that profile. */
async function writePixels(
  { open, header, workFolder }: PictureToManage,
  space: PyramidSpace,
  profile: Buffer,
): Promise<string> {
  const path = join(workFolder, `source-${randomUUID()}.v`)
  await keepColours(open(), { ...pyramidPlan(header), space })
    .autoOrient()
    .toFile(path)
  await attachProfile(path, profile)
  return path
}

async function managed({ header, openFile }: PictureToManage, path: string): Promise<ManagedPicture> {
  const { width, height, space, channels, depth, hasAlpha, icc } = await openFile(path).metadata()
  const upright = { width, height, autoOrient: { width, height }, orientation: 1 }
  return {
    path,
    header: { ...header, ...upright, space, channels, depth, hasAlpha, ...(icc && { icc }) },
    warnings: [],
  }
}

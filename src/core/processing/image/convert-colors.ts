import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import type { Sharp } from 'sharp'
import type { PyramidSpace } from './pyramid-options.ts'

export interface ColorConversion {
  /** Opened so that its profile is ignored on reading. It must have one. */
  readonly image: Sharp
  /** The colour space of its pixels. */
  readonly space: PyramidSpace
  readonly output: {
    readonly profile: Buffer
    readonly path: string
  }
  readonly openFile: (path: string) => Sharp
  readonly workFolder: string
}

/**
 * Converts a picture from its embedded profile to another in one step of LittleCMS, with perceptual intent as delivery does, into
 * a `.v` file. Alpha stays; 16 bits stay 16 bits. Undefined: the two profiles can't be brought together.
 */
export async function convertColors(conversion: ColorConversion): Promise<string | undefined> {
  const { image, space, output, openFile, workFolder } = conversion
  const path = join(workFolder, `converted-${randomUUID()}.v`)
  // Left alone, sharp goes through sRGB first, which cuts off what lies outside. Ignoring the profile on reading and
  // naming the space that the pixels are in anyway leaves the one conversion from the embedded profile.
  const kept = image.toColourspace(space)
  const unconverted = space === 'cmyk' ? kept.pipelineColourspace('cmyk') : kept
  await unconverted.withIccProfile(output.path).toFile(path)
  // sharp passes over a conversion that fails, and leaves the picture as it was.
  const { icc } = await openFile(path).metadata()
  return icc?.equals(output.profile) ? path : undefined
}

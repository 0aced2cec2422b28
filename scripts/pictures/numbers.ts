import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp, { type Sharp } from 'sharp'
import { pixelFileHeader } from '../../src/core/processing/image/pixel-file-header.ts'

/** A TIFF in CMYK without a profile: each ink is what the light of a colour lacks of white, less a part of what all lack, which is black. */
export async function inksTiff(picture: Sharp): Promise<Buffer> {
  const { data, info } = await picture.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const inks = Buffer.alloc(info.width * info.height * 4)
  for (let i = 0; i < info.width * info.height; i++) {
    const lacks = [0, 1, 2].map((channel) => 255 - light(data[3 * i + channel] ?? 0))
    const black = Math.round(0.3 * Math.min(...lacks))
    inks.set([...lacks.map((lack) => lack - black), black], 4 * i)
  }
  const folder = await mkdtemp(join(tmpdir(), 'inks-'))
  try {
    const path = join(folder, 'inks.v')
    const layout = { width: info.width, height: info.height, channels: 4, bits: 8, space: 'cmyk' } as const
    await writeFile(path, Buffer.concat([pixelFileHeader(layout), inks]))
    return await sharp(path)
      .pipelineColourspace('cmyk')
      .toColourspace('cmyk')
      .tiff({ compression: 'lzw' })
      .toBuffer()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Between the numbers of sRGB and the light that they stand for, about as presses need it. */
function light(value: number): number {
  return Math.round(255 * (value / 255) ** 1.5)
}

/** A PNG with the numbers that the colours of a picture in sRGB have in a profile, which does not go along. */
export async function inProfile(picture: Buffer, profile: Buffer): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'profile-'))
  try {
    const path = join(folder, 'profile.icc')
    await writeFile(path, profile)
    const { data, info } = await sharp(picture)
      .withIccProfile(path, { attach: false })
      .raw()
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    return await sharp(data, { raw: { width, height, channels } }).png().toBuffer()
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

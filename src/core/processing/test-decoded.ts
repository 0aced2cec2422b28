import sharp from 'sharp'
import { rgbProfile } from './image/test-profile.ts'
import { derivedPath, type TestResult } from './test-run.ts'

// For tests of pictures that are decoded before the image library sees them.

export const red = [208, 32, 32] as const
export const green = [32, 208, 32] as const
export const blue = [32, 32, 208] as const
export const yellow = [208, 208, 32] as const

/** A profile that is not sRGB's, named 'Own'. */
export const ownProfile = rgbProfile(
  'Own',
  [
    [0.4361, 0.2225, 0.0139],
    [0.3851, 0.7169, 0.0971],
    [0.1431, 0.0606, 0.7141],
  ],
  1.8,
)

/** The samples of the pyramid as they are. */
export async function pixelsOf(
  result: TestResult,
  depth: 'uchar' | 'ushort' = 'uchar',
): Promise<{ pixels: number[][]; width: number }> {
  const path = derivedPath(result, 'pyramid')
  const { space } = await sharp(path).metadata()
  const { data, info } = await sharp(path, { ignoreIcc: true })
    .toColourspace(depth === 'uchar' && space !== 'b-w' ? 'srgb' : space)
    .raw({ depth })
    .toBuffer({ resolveWithObject: true })
  const samples = depth === 'ushort' ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
  const pixels = Array.from({ length: info.width * info.height }, (_, i) => [
    ...samples.subarray(i * info.channels, (i + 1) * info.channels),
  ])
  return { pixels, width: info.width }
}

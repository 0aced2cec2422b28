import sharp from 'sharp'
import { type Lab, pressProfile, rgbProfile } from '../../src/core/processing/image/test-profile.ts'
import { inksTiff, inProfile } from './numbers.ts'
import type { OptionPictures } from './option-pictures.ts'
import { vividColours } from './scenes.ts'

/** Primaries (XYZ, D50) of a display that shows more than sRGB does. */
const wideGamut = rgbProfile(
  'Wide',
  [
    [0.7977, 0.288, 0],
    [0.1352, 0.7119, 0],
    [0.0313, 0.0001, 0.8249],
  ],
  1.8,
)

/** A newspaper press by the Lab of its overprints: no ink, c, m, c+m, y, c+y, m+y, c+m+y; then the same with black. */
const overprints: readonly Lab[] = [
  ...([
    [88, 1, 6],
    [60, -24, -26],
    [56, 46, 2],
    [42, 7, -20],
  ] as const),
  ...([
    [84, -2, 58],
    [56, -34, 18],
    [54, 42, 28],
    [40, 1, 3],
  ] as const),
  ...([
    [34, 1, 3],
    [31, -3, -3],
    [31, 4, 1],
    [29, 1, -2],
  ] as const),
  ...([
    [33, 0, 7],
    [30, -4, 3],
    [30, 4, 4],
    [28, 0, 1],
  ] as const),
]
const press = pressProfile(
  'Newspaper',
  (c, m, y, k) => overprints[c + 2 * m + 4 * y + 8 * k] ?? [0, 0, 0],
  () => [0, 0, 0, 0],
)

/** Colours of files that do not tell what their numbers mean. */
export const colorPictures: readonly OptionPictures[] = [
  {
    upload: async (studio) => {
      await studio.upload({ name: 'Wide.icc', bytes: wideGamut })
      const bytes = await inProfile(await vividColours(), wideGamut)
      const source = await studio.handle('Wide')
      await studio.upload({ name: 'wide-plain.png', bytes })
      await studio.upload({ name: 'wide-converted.png', bytes }, convertFrom(source))
    },
    pictures: async (studio) => ({
      'color-management-before': await studio.image('wide-plain'),
      'color-management-after': await studio.image('wide-converted'),
    }),
  },
  {
    upload: async (studio) => {
      await studio.upload({ name: 'Newspaper.icc', bytes: press })
      const bytes = await inksTiff(sharp(await vividColours()))
      const source = await studio.handle('Newspaper')
      await studio.upload({ name: 'inks-plain.tif', bytes })
      await studio.upload({ name: 'inks-converted.tif', bytes }, convertFrom(source))
    },
    pictures: async (studio) => ({
      'color-management-cmyk-before': await studio.image('inks-plain'),
      'color-management-cmyk-after': await studio.image('inks-converted'),
    }),
  },
]

function convertFrom(profileHandle: string): string {
  return `<colorManagementOptions><colorManagement>Convert</colorManagement><sourceProfileHandle>${profileHandle}</sourceProfileHandle></colorManagementOptions>`
}

import sharp, { type Sharp } from 'sharp'

/** In pixels. */
export const quartersWidth = 640
export const quartersHeight = 400

/** For tests: four flat quarters: red, green, blue, yellow from the top left, row by row. */
export function quarters(): Sharp {
  const colours = [
    [208, 32, 32],
    [32, 208, 32],
    [32, 32, 208],
    [208, 208, 32],
  ]
  const data = Buffer.alloc(quartersWidth * quartersHeight * 3)
  for (let pixel = 0; pixel < quartersWidth * quartersHeight; pixel++) {
    const right = pixel % quartersWidth >= quartersWidth / 2 ? 1 : 0
    const below = pixel >= (quartersWidth * quartersHeight) / 2 ? 2 : 0
    data.set(colours[right + below] ?? [], pixel * 3)
  }
  return sharp(data, { raw: { width: quartersWidth, height: quartersHeight, channels: 3 } })
}

/** For tests: the 8-bit RGB of the middle of each quarter of a level. */
export async function cornersOf(input: string | Buffer, page = 0): Promise<number[][]> {
  const { data, info } = await sharp(input, { page })
    .autoOrient()
    .toColourspace('srgb')
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [0.25, 0.75].flatMap((y) =>
    [0.25, 0.75].map((x) => {
      const at = (Math.floor(info.height * y) * info.width + Math.floor(info.width * x)) * info.channels
      return [...data.subarray(at, at + info.channels)]
    }),
  )
}

import sharp from 'sharp'

let known: Promise<Buffer> | undefined

/** The press profile that the image library takes CMYK pictures without one to be in. */
export async function builtInCmykProfile(): Promise<Buffer> {
  known ??= readBuiltIn()
  return await known
}

/** The library gives its profile away only inside of a picture. */
async function readBuiltIn(): Promise<Buffer> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: 'white' } })
  const { icc } = await sharp(await pixel.withIccProfile('cmyk').tiff().toBuffer()).metadata()
  if (!icc) throw new Error('the image library has no CMYK profile')
  return icc
}

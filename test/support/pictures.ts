import sharp, { type Sharp } from 'sharp'

/** An RGB test picture: red grows to the right, green to the bottom, blue is a checkerboard of 32-pixel squares. */
export function gradient(width: number, height: number): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      data[at++] = Math.round((255 * x) / width)
      data[at++] = Math.round((255 * y) / height)
      data[at++] = ((x >> 5) + (y >> 5)) % 2 === 0 ? 130 : 100
    }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

export async function jpeg(width: number, height: number): Promise<Buffer> {
  return await gradient(width, height).jpeg({ quality: 95 }).toBuffer()
}

/** One colour everywhere, as PNG. */
export async function plainPng(width: number, height: number, color: string): Promise<Buffer> {
  return await sharp({ create: { width, height, channels: 3, background: color } })
    .png()
    .toBuffer()
}

/** Mean absolute difference of two pictures per channel, 0 to 255, after both are brought to 8-bit sRGB. */
export async function difference(a: Buffer, b: Buffer): Promise<number> {
  const raw = async (bytes: Buffer) =>
    await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
  const [left, right] = await Promise.all([raw(a), raw(b)])
  if (left.info.width !== right.info.width || left.info.height !== right.info.height)
    throw new Error(
      `${left.info.width} x ${left.info.height} pixels against ${right.info.width} x ${right.info.height}`,
    )
  let sum = 0
  for (let i = 0; i < left.data.length; i++) sum += Math.abs((left.data[i] ?? 0) - (right.data[i] ?? 0))
  return sum / left.data.length
}

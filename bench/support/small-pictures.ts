import sharp from 'sharp'
import type { File } from './ips-client.ts'

const header = 2

/** JPEG files of about 10 kB, all different: one picture, with a comment that differs. */
export async function smallPictures(count: number): Promise<File[]> {
  const noise = { type: 'gaussian' as const, mean: 128, sigma: 30 }
  const create = { width: 160, height: 120, channels: 3 as const, background: 'gray', noise }
  const jpeg = await sharp({ create }).jpeg({ quality: 85 }).toBuffer()
  return Array.from({ length: count }, (_, i) => {
    const text = Buffer.from(`number ${i}`)
    const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2])
    const bytes = Buffer.concat([jpeg.subarray(0, header), comment, text, jpeg.subarray(header)])
    return { name: `small-${i}.jpg`, bytes }
  })
}

import sharp from 'sharp'

/** An SVG of that size with this content. */
export const svgOf = (width: number, height: number, content: string) =>
  Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`,
  )

/** Paints of the fruit, of paper, wood and sky, which scenes begin with. */
export const paints = `<defs>
<radialGradient id="ball" cx="0.36" cy="0.3" r="0.75"><stop offset="0" stop-color="#ffd9b0"/><stop offset="0.35" stop-color="#f0812c"/><stop offset="1" stop-color="#8c2f08"/></radialGradient>
<linearGradient id="leaf" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#8fc96a"/><stop offset="1" stop-color="#1f6b33"/></linearGradient>
<radialGradient id="pear" cx="0.35" cy="0.45" r="0.75"><stop offset="0" stop-color="#f4f3a0"/><stop offset="0.5" stop-color="#b9c93c"/><stop offset="1" stop-color="#5a7417"/></radialGradient>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#5b9bd6"/><stop offset="1" stop-color="#dcebf5"/></linearGradient>
<linearGradient id="paper" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#fafafa"/><stop offset="1" stop-color="#ececea"/></linearGradient>
<linearGradient id="wood" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#b98a5a"/><stop offset="1" stop-color="#7a5230"/></linearGradient>
</defs>`

/** An orange with its leaf, its middle at 0,0 and its radius 60. */
export const orange =
  '<circle r="60" fill="url(#ball)"/><path d="M2 -56 C20 -96 62 -92 78 -74 C58 -56 24 -46 2 -56 Z" fill="url(#leaf)"/><path d="M2 -56 C26 -70 50 -76 74 -74" fill="none" stroke="#2c7a3c" stroke-width="2"/><path d="M0 -52 C-2 -62 0 -70 4 -76" fill="none" stroke="#5b3a1a" stroke-width="5" stroke-linecap="round"/>'

/** A pear, its middle at 0,0, about 160 high. */
export const pear =
  '<path d="M0 -92 C26 -92 26 -52 36 -30 C58 0 62 62 0 64 C-62 62 -58 0 -36 -30 C-26 -52 -26 -92 0 -92 Z" fill="url(#pear)"/><path d="M0 -90 C0 -102 4 -110 10 -116" fill="none" stroke="#5b3a1a" stroke-width="6" stroke-linecap="round"/>'

/** A drawing moved to a place and scaled. */
export const at = (x: number, y: number, scale: number, content: string) =>
  `<g transform="translate(${x} ${y}) scale(${scale})">${content}</g>`

/** Grain of a sensor, by a generator of its own, so that it is the same each time. */
function grain(width: number, height: number, strength: number): Buffer {
  let state = 0x2545f491
  const next = () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 2 ** 32
  }
  return Buffer.from(
    Uint8Array.from({ length: width * height }, () => 128 + strength * (next() + next() + next() - 1.5)),
  )
}

/** A drawing as a camera would see it: edges a little soft, grain, JPEG. */
export async function photograph(svg: Buffer, { blur = 0.8, strength = 14 } = {}): Promise<Buffer> {
  const soft = await sharp(svg).blur(blur).removeAlpha().toBuffer({ resolveWithObject: true })
  const { width, height } = soft.info
  const raw = { width, height, channels: 1 as const }
  const noise = await sharp(grain(width, height, strength), { raw })
    .toColourspace('srgb')
    .png()
    .toBuffer()
  return await sharp(soft.data)
    .composite([{ input: noise, blend: 'soft-light' }])
    .jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

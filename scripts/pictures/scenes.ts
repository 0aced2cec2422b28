import sharp from 'sharp'
import { at, orange, paints, pear, photograph, svgOf } from './drawing.ts'

/** Pictures drawn by the script, so that everything in docs/pictures can be made again to the byte. */

/** Fruit on a table in front of a wall, 320 x 240. */
export async function stillLife(): Promise<Buffer> {
  return await photograph(
    svgOf(
      320,
      240,
      `${paints}<rect width="320" height="240" fill="#c9d2cf"/><rect y="150" width="320" height="90" fill="url(#wood)"/>
<ellipse cx="130" cy="196" rx="70" ry="12" fill="#3d2614" opacity="0.5"/><ellipse cx="222" cy="200" rx="56" ry="11" fill="#3d2614" opacity="0.5"/>
${at(130, 140, 1, orange)}${at(218, 152, 0.8, pear)}<rect width="22" height="240" fill="#3a3f44"/><rect y="226" width="320" height="14" fill="#2a1c10"/>`,
    ),
  )
}

/** An orange with much paper around it, 320 x 240. */
export async function onPaper(): Promise<Buffer> {
  return await photograph(
    svgOf(
      320,
      240,
      `${paints}<rect width="320" height="240" fill="url(#paper)"/>${at(120, 140, 0.9, orange)}<path d="M190 170 C214 120 250 150 268 92" fill="none" stroke="#4a2e18" stroke-width="5" stroke-linecap="round"/>`,
    ),
    { strength: 8 },
  )
}

/** A blue ring on paper, 320 x 240. */
export async function ring(): Promise<Buffer> {
  return await photograph(
    svgOf(
      320,
      240,
      `${paints}<rect width="320" height="240" fill="url(#paper)"/><circle cx="160" cy="120" r="68" fill="none" stroke="#2b5c9e" stroke-width="34"/><path d="M104 82 A68 68 0 0 1 190 60" fill="none" stroke="#8db4e2" stroke-width="8" stroke-linecap="round"/>`,
    ),
    { strength: 8 },
  )
}

/** A PNG with an orange and its soft shadow, and nothing around them, 320 x 240. */
export async function cutOut(): Promise<Buffer> {
  const shadow = '<ellipse cx="206" cy="206" rx="58" ry="10" fill="#000" opacity="0.45" filter="url(#soft)"/>'
  const soft = '<filter id="soft"><feGaussianBlur stdDeviation="5"/></filter>'
  return await sharp(svgOf(320, 240, `${paints}${soft}${shadow}${at(206, 146, 0.95, orange)}`))
    .png()
    .toBuffer()
}

/** A wide landscape with a hot-air balloon on the right, 960 x 600. */
export async function landscape(): Promise<Buffer> {
  const balloon = `<path d="M0 -70 C52 -70 62 -14 34 18 L14 44 L-14 44 L-34 18 C-62 -14 -52 -70 0 -70 Z" fill="#d43a2f"/><path d="M0 -70 C22 -70 26 -14 14 18 L6 44 L-6 44 L-14 18 C-26 -14 -22 -70 0 -70 Z" fill="#f6c945"/><path d="M-12 44 L-9 60 M12 44 L9 60" stroke="#5b3a1a" stroke-width="2"/><rect x="-11" y="60" width="22" height="16" rx="3" fill="#7a5230"/>`
  return await photograph(
    svgOf(
      960,
      600,
      `${paints}<rect width="960" height="600" fill="url(#sky)"/><path d="M0 420 C160 350 300 400 460 380 C640 350 760 410 960 370 V600 H0 Z" fill="#8fb0a0"/><path d="M0 480 C220 420 420 500 620 460 C760 440 860 470 960 450 V600 H0 Z" fill="#6d9472"/><path d="M0 540 C260 500 520 570 960 520 V600 H0 Z" fill="#557d58"/>${at(700, 230, 1.5, balloon)}`,
    ),
    { strength: 6 },
  )
}

/** A flat and somewhat blurred picture of fine lines and fruit, 320 x 240. */
export async function softPicture(): Promise<Buffer> {
  const lines = Array.from(
    { length: 24 },
    (_, i) => `<path d="M${8 + i * 13} 240 C${20 + i * 13} 190 ${i * 13} 150 ${14 + i * 13} 100" />`,
  )
  return await photograph(
    svgOf(
      320,
      240,
      `${paints}<rect width="320" height="240" fill="#dfe3da"/><g stroke="#7b8f6a" stroke-width="2" fill="none">${lines.join('')}</g>${at(110, 120, 1, orange)}${at(230, 140, 0.85, pear)}`,
    ),
    { blur: 1.7, strength: 4 },
  )
}

/** Colours as vivid as a wide display shows them, 320 x 240: numbers, without noise. */
export async function vividColours(): Promise<Buffer> {
  return await sharp(
    svgOf(
      320,
      240,
      `${paints}<rect width="320" height="240" fill="#e6e2d8"/>${at(100, 140, 1, orange)}${at(220, 150, 0.9, pear)}<rect y="212" width="80" height="28" fill="#c8503c"/><rect x="80" y="212" width="80" height="28" fill="#5a9a54"/><rect x="160" y="212" width="80" height="28" fill="#4a62b0"/><rect x="240" y="212" width="80" height="28" fill="#808080"/>`,
    ),
  )
    .removeAlpha()
    .png()
    .toBuffer()
}

/** The page of a small brochure, as a designer sees it, 480 x 640: shapes only, so that no font has to be there. */
export async function designedPage(): Promise<Buffer> {
  const lines = Array.from(
    { length: 9 },
    (_, i) => `<rect x="48" y="${440 + i * 18}" width="${i === 8 ? 210 : 384}" height="6" fill="#8a8a86"/>`,
  )
  return await sharp(
    svgOf(
      480,
      640,
      `${paints}<rect width="480" height="640" fill="#fffdf6"/><rect x="48" y="48" width="384" height="260" fill="#f3d9b8"/>${at(200, 200, 1.5, orange)}${at(360, 220, 1.1, pear)}<rect x="48" y="336" width="290" height="28" fill="#8c2f08"/><rect x="48" y="380" width="200" height="14" fill="#c98a55"/>${lines.join('')}`,
    ),
  )
    .removeAlpha()
    .png()
    .toBuffer()
}

/** The parts of an advertisement by the names of their layers, from the lowest up, each 320 x 240. */
export function advertisement(): Readonly<Record<string, Buffer>> {
  const star = Array.from({ length: 24 }, (_, i) => {
    const radius = i % 2 === 0 ? 44 : 35
    const angle = (i * Math.PI) / 12
    return `${(264 + radius * Math.cos(angle)).toFixed(1)},${(60 + radius * Math.sin(angle)).toFixed(1)}`
  })
  const parts = {
    Wall: '<rect width="320" height="240" fill="#bcd3d6"/>',
    Table: '<rect y="160" width="320" height="80" fill="url(#wood)"/>',
    Shadow: '<ellipse cx="130" cy="206" rx="74" ry="13" fill="#4a3a30"/>',
    Orange: at(124, 146, 1, orange),
    Pear: at(124, 148, 0.95, pear),
    Badge: `<polygon points="${star.join(' ')}" fill="#c81e3c"/><path d="M250 74 L278 46" stroke="#fff" stroke-width="5"/><circle cx="252" cy="50" r="7" fill="none" stroke="#fff" stroke-width="4"/><circle cx="276" cy="70" r="7" fill="none" stroke="#fff" stroke-width="4"/>`,
  }
  return Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, svgOf(320, 240, paints + part)]),
  )
}

import sharp from 'sharp'
import { filled, type PdfImage, type PdfPage, pdf, text } from '../../test/support/pdf.ts'
import { photographs } from './photographs.ts'

const a4 = { width: 595.276, height: 841.89 }
/** Of ten pages, the last two: one with a photograph across half of it, one that is all photograph. */
const cycle = 10
const syllables = ['lo', 'ra', 'sen', 'ti', 'mu', 'ke', 'pol', 'van', 'di', 'ger']

/**
 * A PDF like a catalogue or a manual: pages of A4 with a headline and 48 lines of text, every third with a coloured bar and
 * a table, and of ten pages one with a photograph across half of it, and one that is all photograph.
 */
export async function catalogue(pageCount: number): Promise<Buffer> {
  const image = await photograph()
  return pdf({ pages: Array.from({ length: pageCount }, (_, index) => page(index, image)) })
}

/** Whether a page of the catalogue is all photograph; `index` from 0. */
export function isPhotograph(index: number): boolean {
  return index % cycle === cycle - 1
}

async function photograph(): Promise<PdfImage> {
  const [path] = await photographs()
  const width = 1240
  const height = 1754
  const jpeg = await sharp(path).resize(width, height).jpeg({ quality: 88 }).toBuffer()
  return { width, height, jpeg }
}

function page(index: number, image: PdfImage): PdfPage {
  if (isPhotograph(index)) return { ...a4, image, content: `q ${a4.width} 0 0 ${a4.height} 0 0 cm /Im1 Do Q` }
  const half = index % cycle === cycle - 2
  const headline = text(`Chapter ${index + 1}`, 60, 770, 24)
  const lines = Array.from({ length: half ? 20 : 48 }, (_, line) =>
    text(sentence(index * 100 + line), 60, (half ? 330 : 730) - 14 * line, 10),
  )
  const table = index % 3 === 0 ? filled('0.1 0.3 0.6', 60, 800, 475, 12) + grid() : ''
  const picture = half ? 'q 475 0 0 380 60 370 cm /Im1 Do Q\n' : ''
  return {
    ...a4,
    content: `${table}0 g\n${headline}${lines.join('')}${picture}`,
    ...(half && { image }),
  }
}

function grid(): string {
  const rows = Array.from({ length: 12 }, (_, row) => `60 ${40 + row} m 535 ${40 + row} l S\n`)
  return `0.5 w ${rows.join('')}`
}

/** The same for the same number, and different for others. */
function sentence(seed: number): string {
  let state = seed + 1
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return state
  }
  const word = () =>
    Array.from({ length: 1 + (next() % 3) }, () => syllables[next() % syllables.length] ?? '').join('')
  return Array.from({ length: 15 }, word).join(' ')
}

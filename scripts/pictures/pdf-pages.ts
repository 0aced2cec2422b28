import sharp from 'sharp'
import { filled, type PdfPage, pdf, text } from '../../test/support/pdf.ts'
import { framed, sheet } from './frames.ts'
import type { OptionPictures } from './option-pictures.ts'

const rgb = { orange: '0.94 0.5 0.17', red: '0.78 0.12 0.24', green: '0.25 0.55 0.3', blue: '0.16 0.4 0.66' }

/** A page of 240 x 320 points: a title, coloured areas with names, and small print. */
function catalogPage(title: string, first: string, second: string): PdfPage {
  const small = Array.from({ length: 4 }, (_, i) =>
    text(`Small print of line ${i + 1}, in 9 points`, 24, 84 - i * 14, 9),
  )
  return {
    width: 240,
    height: 320,
    content:
      `${filled(first, 0, 240, 240, 80)}1 1 1 rg ${text(title, 24, 268, 28)}` +
      `${filled(first, 24, 110, 90, 100)}${filled(second, 126, 110, 90, 100)}0 0 0 rg ${small.join('')}`,
    links: [
      { rect: [24, 110, 114, 210], to: 'https://shop.example/one' },
      { rect: [126, 110, 216, 210], to: 1 },
    ],
  }
}

const brochure = () =>
  pdf({
    pages: [
      catalogPage('Spring', rgb.orange, rgb.green),
      catalogPage('Summer', rgb.blue, rgb.orange),
      catalogPage('Autumn', rgb.red, rgb.blue),
    ],
  })

const pdfOptions = (fields: string) => `<pdfOptions><process>Rasterize</process>${fields}</pdfOptions>`

/** Pages, their resolution and colours, and their links. */
export const pdfPictures: OptionPictures = {
  upload: async (studio) => {
    await studio.upload(
      { name: 'brochure.pdf', bytes: brochure() },
      pdfOptions('<resolution>72</resolution>'),
    )
    await studio.upload({ name: 'fine.pdf', bytes: brochure() }, pdfOptions('<resolution>288</resolution>'))
    await studio.upload({ name: 'gray.pdf', bytes: brochure() }, pdfOptions('<colorspace>Gray</colorspace>'))
  },
  pictures: async (studio) => {
    const first = await studio.image('brochure-1')
    const pages = [first, await studio.image('brochure-2'), await studio.image('brochure-3')]
    const detail = async (name: string, scale: number) =>
      await sharp(await studio.image(name))
        .extract({ left: 16 * scale, top: 176 * scale, width: 150 * scale, height: 90 * scale })
        .resize({ width: 320, kernel: 'nearest' })
        .png()
        .toBuffer()
    return {
      'pdf-before': first,
      'pdf-after-pages': await sheet(pages, { columns: 3, width: 96, height: 128 }),
      'pdf-resolution-72': await detail('brochure-1', 1),
      'pdf-resolution-288': await detail('fine-1', 4),
      'pdf-gray': await studio.image('gray-1'),
      'pdf-links': await framed(
        first,
        regionsIn(await studio.facts('brochure-1')).map((region) => ({ ...region, color: '#d0006f' })),
      ),
    }
  },
}

/** The rectangles of an image's maps, in the words of the web service: `left,top,right,bottom`. */
function regionsIn(facts: string) {
  return [...facts.matchAll(/<region>(.*?)<\/region>/g)].map(([, region = '']) => {
    const [left = 0, top = 0, right = 0, bottom = 0] = region.split(',').map(Number)
    return { left, top, width: right - left, height: bottom - top }
  })
}

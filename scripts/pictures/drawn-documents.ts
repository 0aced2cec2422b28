import sharp from 'sharp'
import { pdf } from '../../test/support/pdf.ts'
import { over, shown } from './frames.ts'
import { inDesignFile } from './in-design-file.ts'
import type { OptionPictures } from './option-pictures.ts'
import { designedPage } from './scenes.ts'

/** A badge and a wave in PostScript, 160 x 120 points, with nothing behind them. */
const eps = `%!PS-Adobe-3.0 EPSF-3.0
%%BoundingBox: 0 0 160 120
%%EndComments
0.78 0.12 0.24 setrgbcolor 60 62 44 0 360 arc fill
1 1 1 setrgbcolor 6 setlinewidth 42 44 moveto 78 80 lineto stroke
newpath 46 76 7 0 360 arc 4 setlinewidth stroke newpath 74 48 7 0 360 arc stroke
0.16 0.4 0.66 setrgbcolor 8 setlinewidth newpath 10 14 moveto 50 -10 90 40 150 60 curveto stroke
showpage
`

const postScriptPictures: OptionPictures = {
  upload: async (studio) => {
    for (const [name, alpha] of [
      ['badge', false],
      ['badge-alpha', true],
    ] as const)
      await studio.upload(
        { name: `${name}.eps`, bytes: Buffer.from(eps) },
        `<postScriptOptions><process>Rasterize</process><resolution>144</resolution><alpha>${alpha}</alpha></postScriptOptions>`,
      )
  },
  pictures: async (studio) => ({
    'postscript-before': await over(await studio.image('badge'), '#f2c14e'),
    'postscript-after-alpha': await over(await studio.image('badge-alpha'), '#f2c14e'),
  }),
}

/** A drawing with two artboards, as Illustrator saves it since version 9: as PDF. */
const drawing = () => {
  const board = (first: string, second: string) => ({
    width: 120,
    height: 90,
    content: `${first} rg 60 12 m 108 12 l 84 78 l 36 78 l 12 12 l f\n${second} RG 6 w 24 22 m 40 70 80 10 96 66 c S\n`,
  })
  return pdf({ pages: [board('0.25 0.55 0.3', '0.94 0.5 0.17'), board('0.16 0.4 0.66', '0.78 0.12 0.24')] })
}

const illustratorPictures: OptionPictures = {
  upload: async (studio) => {
    for (const [name, fields] of [
      ['logo', '<resolution>36</resolution>'],
      ['logo-fine', '<resolution>192</resolution><alpha>true</alpha>'],
    ] as const)
      await studio.upload(
        { name: `${name}.ai`, bytes: drawing() },
        `<illustratorOptions><process>Rasterize</process>${fields}</illustratorOptions>`,
      )
  },
  pictures: async (studio) => ({
    'illustrator-before': await sharp(await studio.image('logo-1'))
      .resize({ width: 320, kernel: 'nearest' })
      .png()
      .toBuffer(),
    'illustrator-after': await shown(await studio.image('logo-fine-1')),
  }),
}

const inDesignPictures: OptionPictures = {
  upload: async (studio) => {
    // What InDesign keeps of a page as a preview is small and well compressed.
    const preview = await sharp(await designedPage())
      .resize({ width: 110 })
      .jpeg({ quality: 60 })
      .toBuffer()
    await studio.upload(
      { name: 'leaflet.indd', bytes: inDesignFile(preview) },
      '<inDesignOptions><process>Rasterize</process></inDesignOptions>',
    )
  },
  pictures: async (studio) => ({
    'indesign-before': await sharp(await designedPage())
      .resize({ width: 240 })
      .png()
      .toBuffer(),
    'indesign-after': await sharp(await studio.image('leaflet'))
      .resize({ width: 240 })
      .png()
      .toBuffer(),
  }),
}

/** Documents that programs other than darkroom draw or saved a picture of. */
export const drawnDocumentPictures: readonly OptionPictures[] = [
  postScriptPictures,
  illustratorPictures,
  inDesignPictures,
]

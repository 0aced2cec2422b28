import { magnified, over, shown } from './frames.ts'
import type { OptionPictures } from './option-pictures.ts'
import { cutOut, onPaper, ring, softPicture, stillLife } from './scenes.ts'

const loud = '#2a78b4'
const knockout = (fillMethod: string) =>
  `<knockoutBackgroundOptions><corner>UpperLeft</corner><tolerance>0.12</tolerance><fillMethod>${fillMethod}</fillMethod></knockoutBackgroundOptions>`

/** Crops, masks, knocked out backgrounds and sharpening. */
export const pixelPictures: readonly OptionPictures[] = [
  {
    upload: async (studio) => {
      const margins = '<left>26</left><right>24</right><top>20</top><bottom>20</bottom>'
      const bytes = await stillLife()
      await studio.upload({ name: 'table.jpg', bytes })
      await studio.upload(
        { name: 'table-cut.jpg', bytes },
        `<manualCropOptions>${margins}</manualCropOptions>`,
      )
    },
    pictures: async (studio) => ({
      'manual-crop-before': await studio.image('table'),
      'manual-crop-after': await studio.image('table-cut'),
    }),
  },
  {
    upload: async (studio) => {
      const options =
        '<autoColorCropOptions><corner>UpperLeft</corner><tolerance>0.12</tolerance></autoColorCropOptions>'
      const bytes = await onPaper()
      await studio.upload({ name: 'paper.jpg', bytes })
      await studio.upload({ name: 'paper-cut.jpg', bytes }, options)
    },
    pictures: async (studio) => ({
      'color-crop-before': await studio.image('paper'),
      'color-crop-after': await studio.image('paper-cut'),
    }),
  },
  {
    upload: async (studio) => {
      const options = '<autoTransparentCropOptions><tolerance>0.02</tolerance></autoTransparentCropOptions>'
      const bytes = await cutOut()
      await studio.upload({ name: 'alone.png', bytes })
      await studio.upload({ name: 'alone-cut.png', bytes }, options)
    },
    pictures: async (studio) => ({
      'transparent-crop-before': await shown(await studio.image('alone')),
      'transparent-crop-after': await shown(await studio.image('alone-cut')),
    }),
  },
  {
    upload: async (studio) => await studio.upload({ name: 'masked.png', bytes: await cutOut() }, '', true),
    pictures: async (studio) => ({
      'mask-before': await shown(await studio.image('masked')),
      'mask-after': await studio.mask('masked'),
    }),
  },
  {
    upload: async (studio) => {
      await studio.upload({ name: 'knocked-out.jpg', bytes: await onPaper() }, knockout('FloodFill'))
    },
    pictures: async (studio) => ({
      'knockout-before': await studio.image('paper'),
      'knockout-after': await over(await studio.image('knocked-out'), loud),
    }),
  },
  {
    upload: async (studio) => {
      const bytes = await ring()
      await studio.upload({ name: 'ring-flood.jpg', bytes }, knockout('FloodFill'))
      await studio.upload({ name: 'ring-match.jpg', bytes }, knockout('MatchPixel'))
    },
    pictures: async (studio) => ({
      'knockout-flood-fill': await over(await studio.image('ring-flood'), loud),
      'knockout-match-pixel': await over(await studio.image('ring-match'), loud),
    }),
  },
  {
    upload: async (studio) => {
      const options =
        '<unsharpMaskOptions><amount>1.4</amount><radius>1.4</radius><threshold>4</threshold><monochrome>0</monochrome></unsharpMaskOptions>'
      const bytes = await softPicture()
      await studio.upload({ name: 'soft.jpg', bytes })
      await studio.upload({ name: 'sharp.jpg', bytes }, options)
    },
    pictures: async (studio) => {
      const part = { left: 60, top: 40, width: 160, height: 120 }
      return {
        'unsharp-mask-before': await magnified(await studio.image('soft'), part, 2),
        'unsharp-mask-after': await magnified(await studio.image('sharp'), part, 2),
      }
    },
  },
]

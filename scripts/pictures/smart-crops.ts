import type { OptionPictures } from './option-pictures.ts'
import { landscape } from './scenes.ts'

const crops = [
  { name: 'Tall', width: 240, height: 320 },
  { name: 'Banner', width: 320, height: 120 },
]

/** Smart crops of two shapes. */
export const smartCropPictures: OptionPictures = {
  upload: async (studio) => {
    const items = crops.map(
      ({ name, width, height }) =>
        `<items><name>${name}</name><width>${width}</width><height>${height}</height><type>crop</type></items>`,
    )
    const options = `<autoSmartCropOptionsArray>${items.join('')}</autoSmartCropOptionsArray>`
    await studio.upload({ name: 'landscape.jpg', bytes: await landscape() }, options)
  },
  pictures: async (studio) => ({
    'smart-crop-before': await studio.image('landscape', 'wid=320'),
    'smart-crop-after-tall': await studio.image('landscape:Tall', ''),
    'smart-crop-after-banner': await studio.image('landscape:Banner', ''),
  }),
}

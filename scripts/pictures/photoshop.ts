import { type Layer, writePsdBuffer } from 'ag-psd'
import sharp from 'sharp'
import { sheet, shown } from './frames.ts'
import type { OptionPictures } from './option-pictures.ts'
import { advertisement } from './scenes.ts'

const [width, height] = [320, 240]
const options =
  '<photoshopOptions><process>MaintainLayers</process><layerOptions><layerNaming>AppendName</layerNaming><createTemplate>true</createTemplate></layerOptions></photoshopOptions>'

/** The merged image, the images of the layers, and the template with other layers shown. */
export const photoshopPictures: OptionPictures = {
  upload: async (studio) => await studio.upload({ name: 'Ad.psd', bytes: await layeredFile() }, options),
  pictures: async (studio) => {
    const names = ['Wall', 'Table', 'Shadow', 'Orange', 'Pear', 'Badge']
    const images = await Promise.all(names.map((name) => studio.image(`Ad_${name}`)))
    return {
      'photoshop-before': await shown(await studio.image('Ad')),
      'photoshop-after-layers': await sheet(images, { columns: 3, width: 96, height: 72 }),
      'photoshop-after-template': await studio.image('Ad_template'),
      'photoshop-after-template-changed': await studio.image(
        'Ad_template',
        'scl=1&layer=4&hide=1&layer=5&hide=0&layer=6&opac=40',
      ),
    }
  },
}

/** A document with a shadow that multiplies, a badge that one can look through, and a hidden layer. */
async function layeredFile(): Promise<Buffer> {
  const looks: Readonly<Record<string, Layer>> = {
    Shadow: { blendMode: 'multiply', opacity: 0.6 },
    Badge: { opacity: 0.9 },
    Pear: { hidden: true },
  }
  const drawn = Object.entries(advertisement())
  const children = await Promise.all(
    drawn.map(async ([name, svg]): Promise<Layer> => ({ name, ...(await layerOf(svg)), ...looks[name] })),
  )
  const visible = drawn.filter(([name]) => !looks[name]?.hidden)
  const merged = await sharp({ create: { width, height, channels: 4, background: '#fff' } })
    .composite(
      await Promise.all(
        visible.map(async ([name, svg]) => ({
          input: await faded(svg, looks[name]?.opacity ?? 1),
          blend: looks[name]?.blendMode === 'multiply' ? ('multiply' as const) : ('over' as const),
        })),
      ),
    )
    .raw()
    .toBuffer()
  return writePsdBuffer({
    ...{ width, height, children },
    imageData: { width, height, data: new Uint8ClampedArray(merged) },
  })
}

/** A drawing's pixels, without what is transparent all around. */
async function layerOf(svg: Buffer): Promise<Layer> {
  const { data, info } = await sharp(svg)
    .trim({ background: '#0000', threshold: 0 })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    left: -(info.trimOffsetLeft ?? 0),
    top: -(info.trimOffsetTop ?? 0),
    imageData: { width: info.width, height: info.height, data: new Uint8ClampedArray(data) },
  }
}

/** A drawing with its alpha multiplied. */
async function faded(svg: Buffer, opacity: number): Promise<Buffer> {
  return await sharp(svg).ensureAlpha().linear([1, 1, 1, opacity], [0, 0, 0, 0]).png().toBuffer()
}

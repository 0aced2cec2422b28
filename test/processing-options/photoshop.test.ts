import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  area,
  layer,
  layeredPsd,
  outline,
  withoutMergedImage,
} from '../../src/core/processing/photoshop/test-layered-psd.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { elements, publish, soap, textOf } from '../support/soap.ts'
import { assetRow, assetsNamed } from '../uploads/state.ts'
import { delivered, uploadWith } from './upload-with.ts'

let darkroom: TestApp
beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const options = (layerOptions: string) =>
  `<photoshopOptions><process>MaintainLayers</process><layerOptions>${layerOptions}</layerOptions></photoshopOptions>`

const mask = {
  top: 40,
  left: 40,
  bottom: 120,
  right: 120,
  defaultColor: 0,
  imageData: area(80, 80, [160, 160, 160]),
}
const layers = [
  layer('Ground', [0, 0, 300, 200], [240, 230, 200]),
  {
    name: 'Things',
    children: [
      layer('Red', [20, 20, 120, 120], [220, 20, 30], { mask }),
      layer('Shadow', [100, 60, 120, 90], [60, 120, 160], { blendMode: 'multiply' as const, opacity: 0.8 }),
    ],
  },
  layer('Base', [200, 20, 80, 80], [20, 90, 200], {
    vectorMask: outline([200, 20], [280, 20], [280, 60], [200, 60]),
  }),
  layer('Clipped', [180, 40, 60, 60], [250, 220, 20], { clipping: true }),
  layer('Outside', [-30, 150, 100, 100], [90, 0, 120], { blendMode: 'screen' as const }),
  layer('Off', [0, 0, 300, 200], [0, 0, 0], { hidden: true }),
]

/** All but dissolve, whose noise is its own in each place. */
const blendModes = [
  ...(['normal', 'darken', 'multiply', 'color burn', 'linear burn', 'darker color', 'lighten'] as const),
  ...(['screen', 'color dodge', 'linear dodge', 'lighter color', 'overlay', 'soft light'] as const),
  ...(['hard light', 'vivid light', 'linear light', 'pin light', 'hard mix', 'difference'] as const),
  ...(['exclusion', 'subtract', 'divide', 'hue', 'saturation', 'color', 'luminosity'] as const),
]

/** Red, green and blue of all pixels. */
async function pixels(picture: Buffer): Promise<Buffer> {
  return await sharp(picture).removeAlpha().toColourspace('srgb').raw().toBuffer()
}

async function generatedFrom(name: string) {
  const { id } = await assetRow(darkroom, name)
  return await darkroom.app.db
    .selectFrom('asset_generation')
    .innerJoin('asset', 'asset.id', 'asset_generation.generated_id')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .select([
      'asset.name',
      'asset.type',
      'folder.path',
      'asset_generation.engine',
      'asset_generation.attributes',
    ])
    .where('originator_id', '=', id)
    .where('asset.trash_state', '=', 'NotInTrash')
    .orderBy('asset.id')
    .execute()
}

describe('photoshopOptions', () => {
  it('None makes one asset, whose merged image is delivered', async () => {
    const log = await uploadWith(
      darkroom,
      'flat.psd',
      layeredPsd(layers),
      '<photoshopOptions><process>None</process></photoshopOptions>',
    )
    expect(log.counts).toMatchObject({ success: 1, warning: 0, error: 0, total: 1 })
    expect(await assetRow(darkroom, 'flat')).toMatchObject({
      type: 'PsdTemplate',
      mime_type: 'image/vnd.adobe.photoshop',
      image: { width: 300, height: 200, format: 'psd' },
    })
    expect(await generatedFrom('flat')).toEqual([])
    const { body } = await soap(darkroom.url, {
      operation: 'getAssetsByName',
      param: '<companyHandle>c|1</companyHandle><nameArray><items>flat</items></nameArray>',
    })
    const info = elements(body, 'psdInfo')[0]
    expect(info && [textOf(info, 'originalFile'), textOf(info, 'optimizedFile')]).toEqual([
      'flat.psd',
      'flat.tif',
    ])
    await publish(darkroom.url)
    const seen = await pixels(await delivered(darkroom, 'flat', 'fmt=png&scl=1'))
    expect(
      [...seen.subarray(0, 3)].map((value, i) => Math.abs(value - ([9, 99, 9][i] as number)) < 4),
    ).toEqual([true, true, true])
  })

  it('makes a template that shows what the layers show, in every blend mode', async () => {
    const ground = [
      layer('Dark', [0, 0, 300, 70], [30, 70, 110]),
      layer('Middle', [0, 70, 300, 60], [200, 128, 90]),
      layer('Light', [0, 130, 300, 70], [255, 240, 0]),
    ]
    // Each mode is a strip, with colors of its own, from the top of the picture to its bottom.
    const strips = blendModes.map((blendMode, i) =>
      layer(blendMode, [2 + i * 11, 0, 11, 200], [(i * 61) % 256, 255 - ((i * 37) % 256), (i * 101) % 256], {
        blendMode,
        opacity: 0.9,
      }),
    )
    const all = [...ground, ...strips]
    const template = options('<createTemplate>true</createTemplate>')
    const log = await uploadWith(darkroom, 'Modes.psd', layeredPsd(all), template)
    expect(log.counts).toMatchObject({ success: 1, warning: 0, error: 0 })
    await uploadWith(darkroom, 'modes.together.psd', withoutMergedImage(all), '')
    await publish(darkroom.url)
    const wanted = await pixels(await delivered(darkroom, 'modes.together', 'fmt=png&scl=1'))
    const seen = await pixels(await delivered(darkroom, 'Modes_template', 'fmt=png&scl=1'))
    const distances = strips.map(({ name }, i) => {
      let furthest = 0
      let change = 0
      for (const y of [30, 100, 165])
        for (let c = 0; c < 3; c++) {
          const at = (y * 300 + 7 + i * 11) * 3 + c
          furthest = Math.max(furthest, Math.abs((seen[at] ?? 0) - (wanted[at] ?? 0)))
          change = Math.max(change, Math.abs((seen[at] ?? 0) - (seen[(y * 300 + 1) * 3 + c] ?? 0)))
        }
      return { name, isNear: furthest <= 3, isSeen: change > 10 }
    })
    expect(distances).toEqual(blendModes.map((name) => ({ name, isNear: true, isSeen: true })))
  })

  it('MaintainLayers makes an image of each layer, and a template that shows what the layers show', async () => {
    const log = await uploadWith(
      darkroom,
      'Ad.psd',
      layeredPsd(layers),
      options(
        '<layerNaming>AppendName</layerNaming><anchor>Center</anchor><createTemplate>true</createTemplate>',
      ),
    )
    expect(log.counts).toMatchObject({ success: 1, warning: 0, error: 0 })
    const made = await generatedFrom('Ad')
    expect(made.map(({ name, type, engine }) => [name, type, engine])).toEqual([
      ...['Ground', 'Red', 'Shadow', 'Base', 'Clipped', 'Outside', 'Off'].map((name) => [
        `Ad_${name}`,
        'Image',
        'PhotoshopLayers',
      ]),
      ['Ad_template', 'Template', 'PhotoshopLayers'],
    ])
    expect(made[2]?.attributes).toMatchObject({ layerGroup: 'Things', left: '100', top: '60', opacity: '80' })

    await uploadWith(darkroom, 'together.psd', withoutMergedImage(layers), '')
    await publish(darkroom.url)
    const wanted = await pixels(await delivered(darkroom, 'together', 'fmt=png&scl=1'))
    const seen = await pixels(await delivered(darkroom, 'Ad_template', 'fmt=png&scl=1'))
    expect(seen.length).toBe(wanted.length)
    let worst = 0
    for (let i = 0; i < seen.length; i++)
      worst = Math.max(worst, Math.abs((seen[i] as number) - (wanted[i] as number)))
    expect(worst).toBeLessThanOrEqual(6)

    const red = await sharp(await delivered(darkroom, 'Ad_Red', 'fmt=png-alpha&scl=1'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([red.info.width, red.info.height]).toEqual([120, 120])
    expect([...red.data.subarray((50 * 120 + 50) * 4, (50 * 120 + 50) * 4 + 4)]).toEqual([220, 20, 30, 160])
  })

  it('gives the layers of a file that comes again new versions, and takes away those that are gone', async () => {
    const settings = options('<layerNaming>Folders</layerNaming><extendLayers>true</extendLayers>')
    await uploadWith(
      darkroom,
      'season.psd',
      layeredPsd([layer('One', [0, 0, 300, 200], [1, 1, 1]), layer('Two', [5, 5, 20, 20], [2, 2, 2])]),
      settings,
    )
    const before = await generatedFrom('season')
    expect(before.map(({ path, name }) => path + name)).toEqual(['Demo/season/One', 'Demo/season/Two'])
    await uploadWith(
      darkroom,
      'season.psd',
      layeredPsd([layer('One', [0, 0, 300, 200], [200, 1, 1])]),
      settings,
    )
    expect((await generatedFrom('season')).map(({ name }) => name)).toEqual(['One'])
    expect((await assetRow(darkroom, 'One')).version).toBe(2)
  })

  it('extractText keeps the text for searching and shows the anchor of each image', async () => {
    const text = {
      text: 'Autumn sale',
      transform: [1, 0, 0, 1, 20, 60],
      style: { font: { name: 'ArialMT' }, fontSize: 30, fillColor: { r: 200, g: 0, b: 0 } },
    }
    await uploadWith(
      darkroom,
      'words.psd',
      layeredPsd([
        layer('Ground', [0, 0, 300, 200], [255, 255, 255]),
        layer('Title', [20, 30, 81, 40], [200, 0, 0, 90], { text }),
      ]),
      options(
        '<layerNaming>LayerName</layerNaming><anchor>South</anchor><createTemplate>true</createTemplate><extractText>true</extractText>',
      ),
    )
    const [words] = await assetsNamed(darkroom.url, 'words')
    expect(words?.metadata['photoshop.TextLayers']).toBe('["Autumn sale"]')
    const { body } = await soap(darkroom.url, {
      operation: 'getAssetsByName',
      param: '<companyHandle>c|1</companyHandle><nameArray><items>Title</items></nameArray>',
    })
    expect([textOf(body, 'anchorX'), textOf(body, 'anchorY')]).toEqual(['40', '40'])
    await publish(darkroom.url)
    const seen = await pixels(await delivered(darkroom, 'words_template', 'fmt=png&scl=1'))
    const reds = Array.from({ length: 300 * 200 }, (_, i) => i).filter(
      (i) => (seen[3 * i] as number) > 150 && (seen[3 * i + 1] as number) < 80,
    )
    // The letters stand on their base line at 60 from the left at 20, and are nowhere else.
    expect(reds.length).toBeGreaterThan(300)
    expect(Math.max(...reds.map((i) => Math.floor(i / 300)))).toBeLessThanOrEqual(62)
    expect(Math.min(...reds.map((i) => Math.floor(i / 300)))).toBeGreaterThan(30)
    expect(Math.min(...reds.map((i) => i % 300))).toBeGreaterThanOrEqual(18)
  })

  it('tells of a damaged file in the log, and goes on', async () => {
    const log = await uploadWith(darkroom, 'cut.psd', layeredPsd(layers).subarray(0, 3000), options(''))
    expect(log.counts).toMatchObject({ success: 0, error: 1 })
    expect(log.lines.map(({ message }) => message).join()).toContain('"cut.psd" is damaged or cut off')
  })
})

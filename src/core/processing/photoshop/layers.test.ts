import type { Layer } from 'ag-psd'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { GeneratedFile } from '../generated-asset.ts'
import type { PhotoshopLayerOptions, PhotoshopOptions } from '../options/option-types.ts'
import { startTestRun, type TestResult, type TestRun } from '../test-run.ts'
import { newSamples } from './samples.ts'
import { area, layer, layeredPsd, outline } from './test-layered-psd.ts'
import { mergedPsd } from './test-merged-psd.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

async function layersOf(children: Layer[], layerOptions: PhotoshopLayerOptions = {}, more = {}) {
  const photoshopOptions: PhotoshopOptions = { process: 'MaintainLayers', layerOptions }
  const result = await run.process('Spring Ad.psd', layeredPsd(children, more), { photoshopOptions })
  return { result, files: filesOf(result), definition: definitionOf(result) }
}

function filesOf({ generated = [] }: TestResult): GeneratedFile[] {
  return generated.filter((asset) => asset.kind === 'file')
}

function definitionOf({ generated = [] }: TestResult): string {
  const template = generated.find((asset) => asset.kind === 'template')
  return template?.definition((part) => `name of ${part}`) ?? ''
}

function named(files: readonly GeneratedFile[], name: string): GeneratedFile {
  const file = files.find(({ attributes }) => attributes.layerName === name)
  if (!file) throw new Error(`there is no ${name}`)
  return file
}

/** Red, green, blue and alpha at a place of an image. */
async function pixel(file: GeneratedFile, x: number, y: number): Promise<number[]> {
  const path = file.derived.find(({ role }) => role === 'pyramid')?.path
  const { data, info } = await sharp(path).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
  return [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)]
}

const background = layer('Background', [0, 0, 300, 200], [240, 240, 200])

describe('the images of layers', () => {
  it('are images of the layers, at their places, generated from the file', async () => {
    const { files, result } = await layersOf([
      background,
      layer('Logo', [-10, 50, 100, 80], [0, 0, 255], { opacity: 0.5, blendMode: 'multiply' }),
    ])
    const logo = named(files, 'Logo')
    expect(logo).toMatchObject({
      kind: 'file',
      assetType: 'Image',
      engine: 'PhotoshopLayers',
      fileName: 'Logo.tif',
      folder: '',
      image: { width: 100, height: 80, hasAlpha: true },
      attributes: {
        left: '-10',
        top: '50',
        width: '100',
        height: '80',
        opacity: '50',
        blendMode: 'Multiply',
      },
      metadata: { 'photoshop.LayerName': 'Logo' },
    })
    expect(await pixel(logo, 50, 40)).toEqual([0, 0, 255, 255])
    expect(result.warnings).toEqual([])
  })

  it('are none without the option, and are made by the older one', async () => {
    const psd = layeredPsd([background])
    expect((await run.process('a.psd', psd)).generated).toBeUndefined()
    // Said to be none, unlike left unsaid: those that were made before go.
    expect((await run.process('a.psd', psd, { photoshopOptions: { process: 'None' } })).generated).toEqual([])
    const old = await run.process('a.psd', psd, {
      photoshopOptions: { maintainLayers: true, layerNaming: 'AppendNumber' },
    })
    expect(filesOf(old).map(({ fileName }) => fileName)).toEqual(['a_1.tif'])
  })

  it('have raster masks, those of groups, vector masks and clipping in their alpha', async () => {
    const mask = {
      top: 60,
      left: 160,
      bottom: 100,
      right: 200,
      defaultColor: 0,
      imageData: area(40, 40, [128, 128, 128]),
    }
    const groupMask = {
      top: 0,
      left: 0,
      bottom: 200,
      right: 60,
      defaultColor: 0,
      imageData: area(60, 200, [255, 255, 255]),
    }
    const { files } = await layersOf([
      { name: 'Group', mask: groupMask, children: [layer('In group', [20, 20, 100, 80], [255, 0, 0])] },
      layer('Base', [150, 50, 80, 80], [0, 128, 0], { mask }),
      layer('Clipped', [140, 40, 60, 60], [255, 255, 0], { clipping: true }),
      layer('Vector', [200, 100, 90, 90], [128, 0, 128], {
        vectorMask: outline([210, 110], [280, 110], [280, 150], [210, 150]),
      }),
      layer('Off', [0, 0, 50, 50], [1, 2, 3], { mask: { ...mask, disabled: true } }),
    ])
    const alpha = async (name: string, x: number, y: number) => (await pixel(named(files, name), x, y))[3]
    expect([await alpha('In group', 39, 10), await alpha('In group', 41, 10)]).toEqual([255, 0])
    expect([await alpha('Base', 12, 12), await alpha('Base', 5, 5), await alpha('Base', 60, 12)]).toEqual([
      128, 0, 0,
    ])
    expect([await alpha('Clipped', 25, 25), await alpha('Clipped', 5, 5)]).toEqual([128, 0])
    expect([
      await alpha('Vector', 40, 30),
      await alpha('Vector', 40, 60),
      await alpha('Vector', 5, 30),
    ]).toEqual([255, 0, 0])
    expect(await alpha('Off', 25, 25)).toBe(255)
  })

  it('say that they are not clipped to groups', async () => {
    const { files, result } = await layersOf([
      { name: 'Group', children: [layer('In group', [0, 0, 10, 10], [255, 0, 0])] },
      layer('Clipped', [0, 0, 60, 60], [255, 255, 0], { clipping: true }),
    ])
    expect((await pixel(named(files, 'Clipped'), 50, 50))[3]).toBe(255)
    expect(result.warnings).toEqual([
      'Layers that are clipped to a group are whole in their images: "Clipped".',
    ])
  })

  it('subtract and cross outlines of a vector mask', async () => {
    const square = outline([0, 0], [80, 0], [80, 80], [0, 80]).paths
    const hole = outline([20, 20], [60, 20], [60, 60], [20, 60]).paths.map((path) => ({
      ...path,
      operation: 'subtract' as const,
    }))
    const { files } = await layersOf([
      layer('Ring', [0, 0, 100, 100], [5, 5, 5], { vectorMask: { paths: [...square, ...hole] } }),
      layer('Inverted', [0, 0, 100, 100], [5, 5, 5], { vectorMask: { paths: square, invert: true } }),
    ])
    const ring = named(files, 'Ring')
    expect([
      (await pixel(ring, 10, 10))[3],
      (await pixel(ring, 40, 40))[3],
      (await pixel(ring, 90, 90))[3],
    ]).toEqual([255, 0, 0])
    const inverted = named(files, 'Inverted')
    expect([(await pixel(inverted, 10, 10))[3], (await pixel(inverted, 90, 90))[3]]).toEqual([0, 255])
  })

  it('grow to the size of the document with extendLayers', async () => {
    const { files } = await layersOf([layer('Logo', [-10, 50, 100, 80], [0, 0, 255])], { extendLayers: true })
    const logo = named(files, 'Logo')
    expect(logo.image).toMatchObject({ width: 300, height: 200 })
    expect(logo.attributes).toMatchObject({ left: '0', top: '0' })
    expect(await pixel(logo, 89, 60)).toEqual([0, 0, 255, 255])
    expect([(await pixel(logo, 90, 60))[3], (await pixel(logo, 10, 49))[3]]).toEqual([0, 0])
  })

  it('are made of packed and large files', async () => {
    for (const [name, options] of [
      ['a.psd', { compress: true }],
      ['a.psb', { psb: true }],
    ] as const) {
      const psd = layeredPsd([layer('Blue', [10, 10, 50, 50], [0, 99, 255])], {}, options)
      const result = await run.process(name, psd, { photoshopOptions: { process: 'MaintainLayers' } })
      expect(await pixel(named(filesOf(result), 'Blue'), 5, 5)).toEqual([0, 99, 255, 255])
    }
  })

  it('keep 16 bits, inks and gray', async () => {
    const [width, height] = [20, 10]
    const of = (depth: 8 | 16, value: number) => newSamples(depth, width * height).fill(value)
    const made = async (mode: number, depth: 8 | 16, values: readonly number[], large: boolean) => {
      const channels = values.map((value) => of(depth, value))
      const max = depth === 16 ? 65_535 : 255
      const one = Object.fromEntries([[-1, of(depth, Math.floor(max / 2))], ...channels.entries()])
      const result = await run.process(
        'a.psd',
        mergedPsd({ width, height, mode, depth, channels, layer: one, large }),
        {
          photoshopOptions: { process: 'MaintainLayers' },
        },
      )
      const file = named(filesOf(result), 'One')
      const path = file.derived[0]?.path
      const { space, depth: found } = await sharp(path).metadata()
      const { data } = await sharp(path)
        .pipelineColourspace(space)
        .toColourspace(space)
        .raw(found === 'ushort' ? { depth: 'ushort' } : {})
        .toBuffer({ resolveWithObject: true })
      const samples =
        found === 'ushort' ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : data
      return { space, first: [...samples.subarray(0, values.length + 1)] }
    }
    for (const large of [false, true])
      expect(await made(3, 16, [60_001, 300, 5], large)).toEqual({
        space: 'rgb16',
        first: [60_001, 300, 5, 32_767],
      })
    expect(await made(4, 8, [255, 55, 255, 155], false)).toEqual({
      space: 'cmyk',
      first: [0, 200, 0, 100, 127],
    })
    const gray = mergedPsd({
      ...{ width, height, mode: 1, depth: 8, channels: [of(8, 77)] },
      layer: { [-1]: of(8, 127), 0: of(8, 77) },
    })
    const result = await run.process('a.psd', gray, { photoshopOptions: { process: 'MaintainLayers' } })
    expect(await pixel(named(filesOf(result), 'One'), 5, 5)).toEqual([77, 77, 77, 127])
  })

  it('of one colour fill their masks', async () => {
    const { files } = await layersOf([
      background,
      {
        name: 'Shape',
        vectorFill: { type: 'color', color: { r: 10, g: 200, b: 30 } },
        vectorMask: outline([50, 40], [150, 40], [150, 90], [50, 90]),
      },
    ])
    const shape = named(files, 'Shape')
    expect(shape.attributes).toMatchObject({ left: '50', top: '40', width: '100', height: '50' })
    expect(await pixel(shape, 50, 25)).toEqual([10, 200, 30, 255])
  })

  it('are not made of adjustment layers and empty ones, nor show effects, and say so', async () => {
    const { files, result } = await layersOf([
      background,
      { name: 'Invert', adjustment: { type: 'invert' } },
      { name: 'Nothing' },
      layer('Glow', [0, 0, 10, 10], [0, 0, 0], {
        effects: {
          dropShadow: [
            {
              enabled: true,
              present: true,
              showInDialog: true,
              size: { units: 'Pixels', value: 5 },
              opacity: 1,
              color: { r: 0, g: 0, b: 0 },
            },
          ],
        },
      }),
    ])
    expect(files.map(({ attributes }) => attributes.layerName)).toEqual(['Background', 'Glow'])
    expect(result.warnings).toEqual([
      'Adjustment layers have no pixels and become no image: "Invert".',
      'Layers without pixels become no image: "Nothing".',
      'Effects (shadows, glows, strokes) of layers are not drawn: "Glow".',
    ])
  })
})

describe('their names', () => {
  const children = [
    background,
    {
      name: 'Shoes/Left',
      children: [
        layer('Price: 5,00 & more', [0, 0, 5, 5], [0, 0, 0]),
        layer('Sole', [0, 0, 5, 5], [0, 0, 0]),
      ],
    },
    layer('Layer 2', [0, 0, 5, 5], [0, 0, 0]),
    layer('Sole', [0, 0, 5, 5], [0, 0, 0]),
  ]
  it.each([
    ['LayerName', ['1.tif', 'Price_ 5_00 _ more.tif', 'Sole.tif', '4.tif', 'Sole_2.tif']],
    [
      'AppendName',
      [
        'Spring Ad_1.tif',
        'Spring Ad_Price_ 5_00 _ more.tif',
        'Spring Ad_Sole.tif',
        'Spring Ad_4.tif',
        'Spring Ad_Sole_2.tif',
      ],
    ],
    [
      'AppendNumber',
      ['Spring Ad_1.tif', 'Spring Ad_2.tif', 'Spring Ad_3.tif', 'Spring Ad_4.tif', 'Spring Ad_5.tif'],
    ],
    [
      'Folders',
      [
        'Spring Ad/1.tif',
        'Spring Ad/Shoes_Left/Price_ 5_00 _ more.tif',
        'Spring Ad/Shoes_Left/Sole.tif',
        'Spring Ad/4.tif',
        'Spring Ad/Sole.tif',
      ],
    ],
  ] as const)('are those of %s, legal and each only once', async (layerNaming, names) => {
    const { files } = await layersOf(children, { layerNaming })
    expect(files.map(({ folder, fileName }) => folder + fileName)).toEqual(names)
  })
})

describe('the template', () => {
  it('has a canvas and a layer for each image, from the bottom up', async () => {
    const { definition, files } = await layersOf(
      [
        background,
        {
          name: 'Group',
          opacity: 0.5,
          children: [layer('Red', [20, 20, 100, 80], [255, 0, 0], { opacity: 0.5 })],
        },
        layer('Shadow', [-12, 8, 50, 50], [0, 0, 0], { blendMode: 'multiply', fillOpacity: 0.6 }),
        layer('Hidden', [5, 6, 10, 10], [1, 2, 3], { hidden: true, blendMode: 'screen' }),
      ],
      { createTemplate: true },
    )
    const [b, r, s, h] = files.map(({ part }) => encodeURIComponent(`name of ${part}`))
    expect(definition).toBe(
      `layer=0&size=300,200&color=0,0,0,0&origin=0,0&layer=1&src=${b}&origin=0,0&pos=0,0` +
        `&layer=2&src=${r}&origin=0,0&pos=20,20&opac=25` +
        `&layer=3&src=${s}&origin=0,0&pos=-12,8&opac=100,60&blendMode=mult` +
        `&layer=4&src=${h}&origin=0,0&pos=5,6&blendMode=screen&hide=1`,
    )
  })

  it('places layers by their anchor, which the images keep', async () => {
    const { definition, files } = await layersOf([layer('Logo', [20, 30, 101, 50], [0, 0, 0])], {
      anchor: 'Southeast',
      createTemplate: true,
    })
    expect(definition).toContain('origin=101,50&pos=121,80')
    expect(files[0]?.image?.anchor).toEqual({ x: 101, y: 50 })
    expect(files[0]?.attributes).toMatchObject({ anchor: 'Southeast', anchorX: '101', anchorY: '50' })
  })

  it('has all blend modes, and says which groups it can not have', async () => {
    const { result, definition } = await layersOf(
      [
        background,
        { name: 'Closed', blendMode: 'multiply', children: [layer('A', [0, 0, 5, 5], [0, 0, 0])] },
        layer('Burn', [0, 0, 5, 5], [0, 0, 0], { blendMode: 'color burn' }),
        layer('Overlay', [0, 0, 5, 5], [0, 0, 0], { blendMode: 'overlay' }),
      ],
      { createTemplate: true },
    )
    expect(definition.match(/blendMode=\w+/g)).toEqual(['blendMode=colorburn', 'blendMode=overlay'])
    expect(result.warnings).toEqual([
      'Groups that blend as a whole are taken apart in the template: "Closed".',
    ])
  })
})

describe('text layers', () => {
  const text = layer('Title', [10, 150, 60, 20], [0, 0, 0, 200], {
    text: {
      text: 'Größe {5}\nnow',
      transform: [2, 0, 0, 2, 100, 170],
      style: { font: { name: 'ArialMT' }, fontSize: 12, fillColor: { r: 255, g: 0, b: 10 } },
      styleRuns: [
        { length: 10, style: {} },
        {
          length: 3,
          style: { font: { name: 'Georgia-Bold' }, fauxItalic: true, fillColor: { r: 0, g: 0, b: 0 } },
        },
      ],
      paragraphStyle: { justification: 'center' },
    },
  })

  it('become text of the template with extractText, and their text is kept', async () => {
    const { definition, files, result } = await layersOf([background, text], {
      createTemplate: true,
      extractText: true,
    })
    const layers = definition.split('&layer=')
    const commands = new URLSearchParams(layers[2])
    expect(commands.get('textPs')).toBe(
      '{\\rtf1\\ansi{\\fonttbl{\\f0 ArialMT;}{\\f1 Georgia-Bold;}}{\\colortbl;\\red255\\green0\\blue10;\\red0\\green0\\blue0;}' +
        '\\pard\\qc\\f0\\fs48\\cf1 Gr\\u246?\\u223?e \\{5\\}\\par \\f1\\fs48\\cf2\\i now\\i0 }',
    )
    expect(commands.get('pos')).toBe('100,170')
    expect(commands.get('src')).toBeNull()
    expect(named(files, 'Title')).toMatchObject({
      attributes: { text: 'Größe {5}\nnow', font: 'ArialMT', fontSize: '24', color: 'ff000a' },
      metadata: { 'photoshop.LayerText': 'Größe {5}\nnow' },
    })
    expect(result.metadata['photoshop.TextLayers']).toBe('["Größe {5}\\nnow"]')
  })

  it('are images without it', async () => {
    const { definition, files } = await layersOf([background, text], { createTemplate: true })
    expect(definition).not.toContain('textPs')
    expect(named(files, 'Title').attributes.text).toBeUndefined()
    expect(await pixel(named(files, 'Title'), 5, 5)).toEqual([0, 0, 0, 200])
  })
})

import { deflateSync } from 'node:zlib'
import type { Layer } from 'ag-psd'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DarkroomError } from '../../errors.ts'
import { startTestRun, type TestRun } from '../test-run.ts'
import { area, layer, layeredPsd, outline, withoutMergedImage } from './test-layered-psd.ts'
import { mergedPsd } from './test-merged-psd.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

const options = {
  photoshopOptions: { process: 'MaintainLayers', layerOptions: { createTemplate: true, extractText: true } },
} as const

const text = {
  text: 'Some words',
  transform: [1, 0, 0, 1, 5, 5],
  style: { font: { name: 'ArialMT' }, fontSize: 12 },
}
const sound = layeredPsd([
  layer('Background', [0, 0, 300, 200], [240, 240, 200]),
  layer('Masked', [10, 10, 80, 80], [0, 128, 0], {
    mask: {
      top: 20,
      left: 20,
      bottom: 60,
      right: 60,
      defaultColor: 0,
      imageData: area(40, 40, [128, 128, 128]),
    },
    vectorMask: outline([10, 10], [80, 10], [80, 50]),
  }),
  layer('Text', [5, 5, 50, 20], [0, 0, 0], { text }),
])

async function errorOf(bytes: Buffer, limits = {}): Promise<DarkroomError> {
  const thrown = await run.process('bad.psd', bytes, options, limits).then(
    () => new Error('it was taken'),
    (error: unknown) => error,
  )
  if (!(thrown instanceof DarkroomError)) throw thrown
  return thrown
}

function changed(bytes: Buffer, at: number, ...values: number[]): Buffer {
  const copy = Buffer.from(bytes)
  copy.set(values, at)
  return copy
}

const merged = {
  width: 20,
  height: 20,
  mode: 3,
  depth: 8 as const,
  channels: [0, 1, 2].map(() => new Uint8Array(400)),
}

describe('a damaged Photoshop file', () => {
  it('is refused wherever it is cut off', async () => {
    const cuts = Array.from({ length: 24 }, (_, i) => Math.floor((sound.length * i) / 24)).filter(
      (at) => at > 6,
    )
    for (const at of cuts) {
      const { code, message } = await errorOf(sound.subarray(0, at))
      expect([code, at], message).toEqual(['bad-file', at])
      expect(message).toContain('"bad.psd"')
    }
  })

  it('is an error or a picture whatever byte is wrong, and never a fault of the server', async () => {
    let seed = 7
    const random = (below: number) => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0
      return (seed >>> 8) % below
    }
    const codes = new Set<string>()
    for (let i = 0; i < 40; i++) {
      // The first 4 KB hold all the structure.
      const bytes = changed(sound, 6 + random(Math.min(sound.length, 4096) - 6), random(256), random(256))
      const outcome = await run.process('bad.psd', bytes, options).then(
        () => 'taken',
        (error: unknown) => (error instanceof DarkroomError ? error.code : String(error)),
      )
      codes.add(outcome)
    }
    expect([...codes].filter((code) => !['taken', 'bad-file', 'too-large'].includes(code))).toEqual([])
    expect(codes.has('bad-file')).toBe(true)
  }, 30_000)

  it.each([
    [
      '300000 x 300000 pixels',
      changed(sound, 14, 0, 4, 0x93, 0xe0, 0, 4, 0x93, 0xe0),
      'bad-file',
      '300000 x 300000',
    ],
    ['no pixels', changed(sound, 14, 0, 0, 0, 0), 'bad-file', '300 x 0'],
    ['no channels', changed(sound, 12, 0, 0), 'bad-file', '0 channels'],
    ['a mode that does not exist', changed(sound, 24, 0, 77), 'bad-file', 'colour mode 77'],
    ['sections beyond its end', changed(sound, 26, 0xff, 0xff, 0xff, 0xff), 'bad-file', 'cut off'],
  ] as const)('is refused when it tells of %s', async (_what, bytes, code, words) => {
    const error = await errorOf(bytes)
    expect([error.code, error.message]).toEqual([code, expect.stringContaining(words)])
  })

  it('is refused beyond the limits, which are named', async () => {
    const large = changed(mergedPsd({ ...merged, large: true }), 14, 0, 4, 0x93, 0xe0, 0, 4, 0x93, 0xe0)
    expect((await errorOf(large)).message).toContain(
      '300000 x 300000 = 90000000000 pixels; the limit is 100000000',
    )
    const layers = await errorOf(sound, { maxLayers: 2 })
    expect([layers.code, layers.message]).toEqual([
      'too-large',
      '"bad.psd" has 3 layers (the ends of groups count); the limit is 2 (DARKROOM_MAX_LAYERS).',
    ])
    const pixels = await errorOf(sound, { maxLayerPixels: 60_000 })
    expect([pixels.code, pixels.message]).toEqual([
      'too-large',
      expect.stringContaining('DARKROOM_MAX_LAYER_PIXELS'),
    ])
  })

  it('with groups within groups takes no longer for each of them', { timeout: 20_000 }, async () => {
    let deep: Layer = layer('Leaf', [0, 0, 10, 10], [200, 0, 0])
    for (let depth = 30; depth > 0; depth--)
      deep = { name: `Group ${depth}`, hidden: depth === 30, children: [deep] }
    const result = await run.process('deep.psd', layeredPsd([deep]), options)
    expect(result.generated?.[0]?.attributes).toMatchObject({ layerName: 'Leaf', visible: 'false' })
  })

  it('is refused when packed pixels are more or fewer than its size', async () => {
    const frame = mergedPsd(merged)
    const start = frame.length - 1200 - 2
    const zip = (bytes: number) =>
      Buffer.concat([frame.subarray(0, start), Buffer.from([0, 2]), deflateSync(Buffer.alloc(bytes))])
    expect((await errorOf(zip(200_000_000))).message).toContain('more than its size')
    expect((await errorOf(zip(1000))).message).toContain('fewer than its size')
    expect((await errorOf(Buffer.concat([zip(1200).subarray(0, -6), Buffer.alloc(6, 7)]))).code).toBe(
      'bad-file',
    )
    const rows = Array.from({ length: 60 }, () => [0, 4]).flat()
    const packed = (row: number[]) =>
      Buffer.concat([
        frame.subarray(0, start),
        Buffer.from([0, 1, ...rows]),
        ...Array.from({ length: 60 }, () => Buffer.from(row)),
      ])
    expect((await errorOf(packed([129, 7, 129, 7]))).message).toContain('row 0 of its pixels')
    expect((await errorOf(packed([254, 7, 254, 7]))).message).toContain('row 0 of its pixels')
    const lying = Buffer.concat([
      frame.subarray(0, start),
      Buffer.from([0, 1, 0xff, 0xff]),
      Buffer.alloc(5000),
    ])
    expect((await errorOf(lying)).message).toContain('impossible length')
  })

  it('keeps its pictures when only the words about a layer are nonsense, with a warning', async () => {
    const at = sound.indexOf('TySh', 0, 'latin1')
    const garbled = changed(sound, at + 8, ...Array.from({ length: 400 }, (_, i) => (i * 97) % 256))
    const result = await run.process('bad.psd', garbled, options)
    expect(result.generated).toHaveLength(4)
    expect(result.warnings).toEqual([
      'What these layers say of their text or outlines could not be read: "Text".',
    ])
  })

  it('is refused without any picture in it', async () => {
    const { code, message } = await errorOf(
      withoutMergedImage([{ name: 'Invert', adjustment: { type: 'invert' } }]),
    )
    expect([code, message]).toEqual([
      'bad-file',
      expect.stringContaining('neither a merged image nor layers with pixels'),
    ])
  })

  it('is no Photoshop file when only its name says so', async () => {
    await expect(run.process('text.psd', '<p>Not found</p>')).rejects.toMatchObject({ code: 'bad-file' })
  })
})

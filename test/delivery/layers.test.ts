import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference, gradient } from '../support/pictures.ts'
import { jobEnded, publish } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { Delivered, madeAsset, type Pixel, pngOf } from './support/published.ts'

let darkroom: TestApp

const base = (x: number, y: number): Pixel => [4 * x, 5 * y, 90, 255]
const spot = (x: number, y: number): Pixel => [200, 10 * x, 25 * y, 12 * (x + 1)]
const stencil = (x: number): Pixel => (x < 16 ? [255, 255, 255, 255] : [51, 51, 51, 255])
/** Pyramids of opaque pictures are JPEG. */
const jpegError = 5
const clear: Pixel = [0, 0, 0, 0]
const corners = 'origin=0,0&layer=1&src=spot&origin=0,0'

/**
 * Published: 'base' of 60 x 40 pixels, opaque; 'spot' of 20 x 10, more opaque to the right; 'stencil' of 20 x 10, white on the left and dark on
 * the right; 'wide' of 900 x 600. Not published: 'draft'. Templates: 'card' and 'slots'.
 */
beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_RENDER_LAYERS: '12', DARKROOM_RENDER_PIXELS: '30000000' } })
  const { url } = darkroom
  const shown = await uploaded(url, {
    jobName: 'shown',
    endJob: true,
    files: [
      { name: 'base.png', bytes: await pngOf(60, 40, base) },
      { name: 'spot.png', bytes: await pngOf(20, 10, spot) },
      { name: 'stencil.png', bytes: await opaque(await pngOf(20, 10, stencil)) },
      { name: 'wide.png', bytes: await gradient(900, 600).png().toBuffer() },
    ],
  })
  const draft = await uploaded(url, {
    jobName: 'draft',
    endJob: true,
    readyForPublish: false,
    files: [{ name: 'draft.png', bytes: await pngOf(20, 10, spot) }],
  })
  await jobEnded(url, shown)
  await jobEnded(url, draft)
  await madeAsset(darkroom, {
    name: 'card',
    type: 'Template',
    servedAs: 'template',
    definition:
      'layer=0&size=80,60&color=0,0,0,0&origin=0,0&layer=1&src=base&origin=0,0&pos=-5,10&layer=2&src=spot&origin=0,0&pos=70,20&opac=50,80&blendMode=mult&layer=3&src=draft&hide=1',
  })
  await madeAsset(darkroom, {
    name: 'slots',
    type: 'Template',
    servedAs: 'template',
    definition:
      '$pic=base&$w=40&layer=0&size=60,40&color=ff0000&origin=0,0&layer=2,front&src=$pic$&size=$w$,0&origin=0,0&wid=120&fmt=png-alpha',
  })
  await publish(url)
})
afterAll(async () => await darkroom.close())

/** Without an alpha channel. */
async function opaque(png: Buffer): Promise<Buffer> {
  return await sharp(png).removeAlpha().png().toBuffer()
}

async function image(pathAndQuery: string, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(`${darkroom.url}/is/image/Demo/${pathAndQuery}`, { headers })
}

async function bytesOf(pathAndQuery: string): Promise<Buffer> {
  const response = await image(pathAndQuery)
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}

async function picture(pathAndQuery: string): Promise<Delivered> {
  return await Delivered.of(await bytesOf(`${pathAndQuery}&fmt=png-alpha`))
}

/** One pixel over another, in real numbers. */
function over(below: Pixel, above: Pixel, opacity = 1, mode = (_b: number, s: number) => s): Pixel {
  const a = (above[3] / 255) * opacity
  const under = below[3] / 255
  const alpha = a + under * (1 - a)
  if (alpha === 0) return clear
  const color = [0, 1, 2].map((c) => {
    const b = (below[c] ?? 0) / 255
    const s = (above[c] ?? 0) / 255
    return (255 * ((1 - a) * under * b + a * (1 - under) * s + a * under * mode(b, s))) / alpha
  })
  return [color[0] ?? 0, color[1] ?? 0, color[2] ?? 0, 255 * alpha]
}

/** A picture at a place; beside it nothing. */
function at(
  left: number,
  top: number,
  width: number,
  height: number,
  pixels: (x: number, y: number) => Pixel,
) {
  return (x: number, y: number) =>
    x >= left && y >= top && x < left + width && y < top + height ? pixels(x - left, y - top) : clear
}

describe('a layer over the picture of the path', () => {
  it.each<[string, string, (x: number, y: number) => Pixel]>([
    ['lies in the middle', 'layer=1&src=spot', (x, y) => over(base(x, y), at(20, 15, 20, 10, spot)(x, y))],
    [
      'lies where it is put, cut off at the edge',
      `${corners}&pos=50,35`,
      (x, y) => over(base(x, y), at(50, 35, 20, 10, spot)(x, y)),
    ],
    [
      'is found by root and name too',
      `origin=0,0&layer=1&src=Demo/spot&origin=0,0`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, spot)(x, y)),
    ],
    [
      'shines through',
      `${corners}&opac=50,40`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, spot)(x, y), 0.2),
    ],
    [
      'multiplies',
      `${corners}&blendMode=mult`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, spot)(x, y), 1, (b, s) => b * s),
    ],
    [
      'screens what it covers half',
      `${corners}&blendMode=screen&opac=50`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, spot)(x, y), 0.5, (b, s) => b + s - b * s),
    ],
    ['is hidden', `${corners}&hide=1`, base],
    [
      'is flipped',
      `${corners}&flip=lrud`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, (u, v) => spot(19 - u, 9 - v))(x, y)),
    ],
    [
      'is turned by a quarter',
      `${corners}&rotate=90`,
      (x, y) => over(base(x, y), at(0, 0, 10, 20, (u, v) => spot(v, 9 - u))(x, y)),
    ],
    [
      'is flipped, then turned back by a quarter',
      `${corners}&flip=lr&rotate=-90`,
      (x, y) => over(base(x, y), at(0, 0, 10, 20, (u, v) => spot(v, u))(x, y)),
    ],
    [
      'is cropped',
      `${corners}&crop=5,2,8,6`,
      (x, y) => over(base(x, y), at(0, 0, 8, 6, (u, v) => spot(u + 5, v + 2))(x, y)),
    ],
    [
      'is cropped beyond itself onto a color',
      `${corners}&crop=-5,-5,30,20&color=0,0,255`,
      (x, y) =>
        over(
          base(x, y),
          at(0, 0, 30, 20, (u, v) => over([0, 0, 255, 255], at(5, 5, 20, 10, spot)(u, v)))(x, y),
        ),
    ],
    [
      'has a margin of its background',
      `${corners}&extend=3,2,1,0&bgColor=0,255,0,128&opac=50`,
      (x, y) =>
        over(
          base(x, y),
          at(0, 0, 24, 12, (u, v) => over([0, 255, 0, 128], at(3, 2, 20, 10, spot)(u, v), 0.5))(x, y),
        ),
    ],
    [
      'is cut by a negative margin',
      `${corners}&extend=-4,-4,-4,-4`,
      (x, y) => over(base(x, y), at(0, 0, 12, 2, (u, v) => spot(u + 4, v + 4))(x, y)),
    ],
    [
      'is one color',
      'origin=0,0&layer=1&color=10,20,30,51&size=30,20&origin=0,0&pos=1,2&opac=50',
      (x, y) => over(base(x, y), at(1, 2, 30, 20, () => [10, 20, 30, 51])(x, y), 0.5),
    ],
    [
      'is one color in the shape of a mask',
      'origin=0,0&layer=1&color=ff0000&mask=stencil&origin=0,0',
      (x, y) => over(base(x, y), at(0, 0, 20, 10, (u) => [255, 0, 0, stencil(u)[0]])(x, y)),
    ],
    [
      'has a mask in place of its own transparency',
      `${corners}&mask=stencil`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, (u, v) => [...rgb(spot(u, v)), stencil(u)[0]])(x, y)),
    ],
    [
      'shows where its mask does not',
      `${corners}&mask=stencil&maskUse=invert`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, (u, v) => [...rgb(spot(u, v)), 255 - stencil(u)[0]])(x, y)),
    ],
    [
      'is opaque without its transparency',
      `${corners}&maskUse=off`,
      (x, y) => over(base(x, y), at(0, 0, 20, 10, (u, v) => [...rgb(spot(u, v)), 255])(x, y)),
    ],
    [
      'lies above one of a lower number that is given later',
      'origin=0,0&layer=5&src=spot&origin=0,0&layer=1&src=stencil&origin=0,0',
      (x, y) => over(over(base(x, y), at(0, 0, 20, 10, stencil)(x, y)), at(0, 0, 20, 10, spot)(x, y)),
    ],
    [
      'is the reply of another request',
      'origin=0,0&layer=1&src=is{spot?crop=5,2,8,6&flip=lr&fmt=jpg&qlt=1}&origin=0,0',
      (x, y) => over(base(x, y), at(0, 0, 8, 6, (u, v) => spot(12 - u, v + 2))(x, y)),
    ],
    [
      'is the reply of a request for layers, in parentheses',
      'origin=0,0&layer=1&src=is(?size=20,10&color=0,0,255&layer=1&src=spot)&origin=0,0',
      (x, y) => over(base(x, y), at(0, 0, 20, 10, (u, v) => over([0, 0, 255, 255], spot(u, v)))(x, y)),
    ],
    [
      'takes its commands from variables, into nested requests too',
      '$n=spot&$c=5,2,8,6&origin=0,0&layer=1&src=is{$n$?crop=$c$&layer=1&src=is{?src=$N$&hide=1}}&origin=0,0',
      (x, y) => over(base(x, y), at(0, 0, 8, 6, (u, v) => spot(u + 5, v + 2))(x, y)),
    ],
    [
      'is the picture of the path again',
      'origin=0,0&layer=1&src=$object$&crop=0,0,10,10&origin=0,0&pos=40,20',
      (x, y) => over(base(x, y), at(40, 20, 10, 10, base)(x, y)),
    ],
  ])('%s', async (_what, query, expected) => {
    const shown = await picture(`base?${query}`)
    expect([shown.width, shown.height]).toEqual([60, 40])
    expect(shown.furthestFrom(expected)).toBeLessThanOrEqual(query.includes('stencil') ? jpegError : 1.5)
  })
})

function rgb([r, g, b]: Pixel): [number, number, number] {
  return [r, g, b]
}

describe('the whole', () => {
  it.each<[string, string, [number, number], (x: number, y: number) => Pixel]>([
    ['is flipped', 'base?flip=lr', [60, 40], (x, y) => base(59 - x, y)],
    ['is turned', 'base?rotate=180', [60, 40], (x, y) => base(59 - x, 39 - y)],
    ['fades', 'base?opac=40', [60, 40], (x, y) => [...rgb(base(x, y)), 102]],
    ['has the size of layer 0', 'base?size=80,40', [80, 40], at(10, 0, 60, 40, base)],
    [
      'has margins',
      'base?extend=1,2,3,4&bgColor=255,0,0,51',
      [64, 46],
      (x, y) => over([255, 0, 0, 51], at(1, 2, 60, 40, base)(x, y)),
    ],
    ['needs no picture in its path', '?size=30,20&color=255,0,0,51', [30, 20], () => [255, 0, 0, 51]],
    [
      'is flipped with all layers',
      `base?${corners}&layer=comp&flip=ud`,
      [60, 40],
      (x, y) => over(base(x, 39 - y), at(0, 0, 20, 10, spot)(x, 39 - y)),
    ],
    [
      'is cut out after all layers',
      `base?${corners}&rgn=10,5,20,10`,
      [20, 10],
      (x, y) => over(base(x + 10, y + 5), at(0, 0, 20, 10, spot)(x + 10, y + 5)),
    ],
    [
      'is cut out after it is flipped',
      `base?${corners}&layer=comp&flip=lr&rgn=50,5,10,10`,
      [10, 10],
      (x, y) => over(base(9 - x, y + 5), at(0, 0, 20, 10, spot)(9 - x, y + 5)),
    ],
    ['hides layer 0 and keeps its size', `base?hide=1&${corners}`, [60, 40], at(0, 0, 20, 10, spot)],
  ])('%s', async (_what, query, size, expected) => {
    const shown = await picture(query)
    expect([shown.width, shown.height]).toEqual(size)
    expect(shown.furthestFrom(expected)).toBeLessThanOrEqual(1.5)
  })

  it('is on the background of the view where the format has no transparency', async () => {
    const shown = await Delivered.of(await bytesOf('spot?flip=lr&fmt=png&bgc=0000ff'))
    expect(shown.furthestFrom((x, y) => over([0, 0, 255, 255], spot(19 - x, y)))).toBeLessThanOrEqual(1.5)
  })

  it('shows how opaque it is as a mask', async () => {
    const shown = await Delivered.of(
      await bytesOf('?size=40,20&origin=0,0&layer=1&src=spot&origin=0,0&pos=5,5&req=mask&fmt=png'),
    )
    expect(
      shown.furthestFrom((x, y) => {
        const alpha = at(5, 5, 20, 10, spot)(x, y)[3]
        return [alpha, alpha, alpha, 255]
      }),
    ).toBeLessThanOrEqual(1.5)
  })

  it('is scaled as one picture', async () => {
    const query =
      'wide?layer=1&src=base&size=400,0&rotate=12&opac=80&layer=2&src=spot&size=300,0&posN=-0.25,0.2'
    const full = await bytesOf(`${query}&scl=1&fmt=png`)
    const small = await bytesOf(`${query}&wid=300&fmt=png`)
    expect(await difference(await sharp(full).resize(300).png().toBuffer(), small)).toBeLessThan(2)
  })

  it('joins its parts without a seam, also those that were drawn in a thread', async () => {
    const query =
      'wide?layer=1&src=base&size=700,0&rotate=33&layer=2&src=spot&size=500,0&blendMode=dissolve&layer=3&src=wide&scale=0.31&flip=lr&posN=.2,.1&scl=1&fmt=png'
    const whole = await bytesOf(query)
    const parts = await Promise.all(
      [0, 1, 2, 3, 4, 5].map(async (i) => {
        const [left, top] = [(i % 3) * 300, i < 3 ? 0 : 300]
        return { input: await bytesOf(`${query}&rect=${left},${top},300,300`), left, top }
      }),
    )
    const joined = sharp({ create: { width: 900, height: 600, channels: 3, background: 'white' } }).composite(
      parts,
    )
    expect(await difference(await joined.png().toBuffer(), whole)).toBeLessThan(0.05)
  })

  it('turns by any angle around its middle', async () => {
    const turned = await Delivered.of(
      await bytesOf('?size=200,200&color=000000&layer=1&color=ffffff&size=100,40&rotate=30&fmt=png'),
    )
    let lit = 0
    for (let y = 0; y < 200; y++) for (let x = 0; x < 200; x++) lit += turned.at(x, y)[0] / 255
    expect(Math.abs(lit - 4000)).toBeLessThan(10)
    const inside = (along: number, across: number) => {
      const [c, s] = [Math.cos(Math.PI / 6), Math.sin(Math.PI / 6)]
      return turned.at(
        Math.round(99.5 + along * c - across * s),
        Math.round(99.5 + along * s + across * c),
      )[0]
    }
    expect([inside(48, 18), inside(-48, -18), inside(48, -18), inside(-48, 18)]).toEqual([255, 255, 255, 255])
    expect([inside(52, 0), inside(-52, 0), inside(0, 22), inside(0, -22)]).toEqual([0, 0, 0, 0])
  })
})

describe('a template', () => {
  const card = (x: number, y: number) =>
    over(at(-5, 10, 60, 40, base)(x, y), at(70, 20, 20, 10, spot)(x, y), 0.4, (b, s) => b * s)

  it('is served like a picture, without what is hidden in it', async () => {
    const shown = await picture('card?')
    expect([shown.width, shown.height]).toEqual([80, 60])
    expect(shown.furthestFrom(card)).toBeLessThanOrEqual(1.5)
  })

  it('gives way to the commands of the request, layer by layer', async () => {
    const shown = await picture('card?layer=2&opac=100&pos=0,0&blendMode=norm&layer=1&hide=1')
    expect(shown.furthestFrom(at(0, 0, 20, 10, spot))).toBeLessThanOrEqual(1.5)
  })

  it('takes variables and layers by their name', async () => {
    const red: Pixel = [255, 0, 0, 255]
    const plain = await picture('slots?scl=1&wid=60')
    expect([plain.width, plain.height]).toEqual([60, 40])
    const other = await picture('slots?$pic=spot&$W=20&scl=1&wid=60')
    expect(other.furthestFrom((x, y) => over(red, at(0, 0, 20, 10, spot)(x, y)))).toBeLessThanOrEqual(1.5)
    const named = await picture('slots?layer=front&src=stencil&size=0,0&scl=1&wid=60')
    expect(named.furthestFrom((x, y) => over(red, at(0, 0, 20, 10, stencil)(x, y)))).toBeLessThanOrEqual(
      jpegError,
    )
  })

  it('keeps its view commands where the request has none', async () => {
    const { width, height, format } = await sharp(await bytesOf('slots')).metadata()
    expect([width, height, format]).toEqual([120, 80, 'png'])
  })

  it('works on another picture with template=', async () => {
    const shown = await picture('spot?template=Demo/slots&layer=front&src=$object$&$w=20&scl=1&wid=60')
    const expected = (x: number, y: number) => over([255, 0, 0, 255], at(0, 0, 20, 10, spot)(x, y))
    expect(shown.furthestFrom(expected)).toBeLessThanOrEqual(1.5)
    // A variable's value is not looked at again.
    expect(await (await image('spot?template=slots&$pic=$object$')).text()).toContain("'$object$'")
  })

  it('is nested in other requests by is{...} only', async () => {
    const shown = await picture('?size=80,60&layer=1&src=is{card}')
    expect(shown.furthestFrom(card)).toBeLessThanOrEqual(1.5)
    const refused = await image('?size=80,60&layer=1&src=card')
    expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('src=is{card}')])
  })

  it('tells its size', async () => {
    const text = await (await image('card?req=imageprops')).text()
    expect(text).toContain('image.width=80\n')
    expect(text).toContain('image.height=60\n')
    expect(await (await image('card?req=exists')).text()).toContain('catalogRecord.exists=1')
    expect(await (await image('card?req=props&wid=40')).text()).toContain('image.height=30\n')
  })
})

describe('what can not be shown', () => {
  it.each<[string, number, RegExp]>([
    ['base?layer=1&src=draft', 404, /layer=1: .*'draft'/],
    ['base?layer=1&src=is{none}', 404, /layer=1: .*'none'/],
    ['base?template=base', 404, /template 'base'/],
    ['none?layer=1&src=base', 404, /'none'/],
    ['?layer=1&src=base', 400, /layer=0 .*size=width,height/],
    ['?', 404, /published image ''/],
    ['base?layer=1&color=ff0000', 400, /layer=1 .*size=width,height/],
    ['base?layer=0&sizeN=1,1', 400, /sizen=1,1 .*in pixels/],
    ['base?layer=front&src=spot', 400, /layer=front .*name of a layer before it/],
    ['base?layer=1,a&src=spot&layer=2,a&src=spot', 400, /layer=2,a .*no other layer/],
    ['base?layer=1&src=spot&blendMode=melt', 400, /blendmode=melt .*norm\|dissolve/],
    ['base?layer=1&src=spot&opac=101', 400, /opac=101/],
    ['base?layer=1&src=spot&rotate=much', 400, /rotate=much/],
    ['base?layer=1&src=', 400, /src= .*name of a published picture/],
    ['base?layer=1&src=ir{a/b}', 501, /src=ir\{/],
    ['base?layer=1&src={http://other/a.jpg}', 501, /src=\{/],
    [
      `base?${Array.from({ length: 12 }, (_, i) => `layer=${i + 1}&src=spot`).join('&')}`,
      400,
      /more than 12 layers/,
    ],
    [`base?layer=1&src=${'is{?src='.repeat(7)}spot${'}'.repeat(7)}`, 400, /nested more than 5 deep/],
    [
      `wide?${[1, 2, 3, 4, 5, 6].map((i) => `layer=${i}&src=wide&size=4000,4000`).join('&')}&layer=0&size=4000,4000&scl=1`,
      400,
      /more than 30000000 pixels/,
    ],
    ['base?layer=1&src=is{?size=190000,190000&color=ff0000}', 400, /more than 30000000 pixels/],
  ])('%s is answered with %i', async (query, status, message) => {
    const response = await image(query)
    expect([response.status, await response.text()]).toEqual([status, expect.stringMatching(message)])
  })

  it('gives way to a default image as a whole', async () => {
    const response = await image('base?layer=1&src=draft&defaultImage=Demo/spot&fmt=png-alpha&wid=20')
    const shown = await Delivered.of(Buffer.from(await response.arrayBuffer()))
    expect([shown.width, shown.height]).toEqual([20, 10])
    const template = await image('none?defaultImage=Demo/card&fmt=png-alpha')
    expect((await Delivered.of(Buffer.from(await template.arrayBuffer()))).width).toBe(80)
  })
})

describe('the entity tag', () => {
  it('stays while all pictures do, and changes with any of them', async () => {
    const query = 'base?layer=1&src=is{card}&layer=2&src=stencil'
    const tagOf = async () => (await image(query)).headers.get('etag') ?? ''
    const before = await tagOf()
    expect((await image(query, { 'if-none-match': before })).status).toBe(304)
    for (const name of ['stencil.png', 'spot.png']) {
      const tag = await tagOf()
      const job = await uploaded(darkroom.url, {
        jobName: `again ${name}`,
        endJob: true,
        files: [{ name, bytes: await pngOf(20, 10, spot) }],
      })
      await jobEnded(darkroom.url, job)
      expect(await tagOf()).toBe(tag)
      await publish(darkroom.url)
      expect(await tagOf()).not.toBe(tag)
    }
  })
})

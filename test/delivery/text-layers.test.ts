import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseFont } from '../../src/core/delivery/text/choose-font.ts'
import { systemFonts } from '../../src/core/delivery/text/system-fonts.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded, publish } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { Delivered } from './support/published.ts'

let darkroom: TestApp

/** As long as that of the font whose copy it is, and of no kind that other fonts stand in for. */
const family = 'Qwertz Sans Xyzx'

/** Published: 'house', a font of a family that no machine has, with the glyphs of one of fixed width. */
beforeAll(async () => {
  darkroom = await startTestApp()
  const { url, app } = darkroom
  const mono = chooseFont(await systemFonts(), { name: 'DejaVu Sans Mono', bold: false, italic: false })
  if (mono?.face.family !== 'DejaVu Sans Mono') throw new Error('these tests need the font DejaVu Sans Mono')
  const bytes = await readFile(mono.face.path)
  const text = bytes.toString('latin1')
  const renamed = [utf16, String].reduce((t, as) => t.replaceAll(as(mono.face.family), as(family)), text)
  const job = await uploaded(url, {
    jobName: 'font',
    endJob: true,
    files: [{ name: 'house.ttf', bytes: Buffer.from(renamed, 'latin1') }],
  })
  await jobEnded(url, job)
  await app.db.updateTable('asset').set({ type: 'Font' }).where('name', '=', 'house').execute()
  await publish(url)
})
afterAll(async () => await darkroom.close())

function utf16(text: string): string {
  return [...text].map((character) => `\0${character}`).join('')
}

async function shown(query: string): Promise<Delivered> {
  const response = await fetch(`${darkroom.url}/is/image/Demo/?fmt=png-alpha&${query}`)
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  return await Delivered.of(Buffer.from(await response.arrayBuffer()))
}

interface Ink {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
  /** Pixels that are covered, counted by their opacity. */
  readonly area: number
}

/** Where something is drawn. */
function inkOf(picture: Delivered, isInk = (pixel: readonly number[]) => (pixel[3] ?? 0) > 60): Ink {
  let [left, top, right, bottom, area] = [picture.width, picture.height, -1, -1, 0]
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) {
      const pixel = picture.at(x, y)
      area += pixel[3] / 255
      if (!isInk(pixel)) continue
      left = Math.min(left, x)
      right = Math.max(right, x)
      top = Math.min(top, y)
      bottom = Math.max(bottom, y)
    }
  return { left, top, right, bottom, area }
}

const box = 'layer=0&size=400,200&color=0,0,0,0&origin=0,0&layer=1&origin=0,0'

describe('text', () => {
  it('has the size and color that it is given', async () => {
    const small = inkOf(await shown(`${box}&text=\\fs40 HHH`))
    const large = await shown(`${box}&text={\\colortbl;\\red200\\green10\\blue30;}\\fs80\\cf1 HHH`)
    const ink = inkOf(large)
    expect((ink.right - ink.left) / (small.right - small.left)).toBeCloseTo(2, 1)
    // Capitals are about 0.72 of the size of the font.
    expect(ink.bottom - ink.top).toBeGreaterThan(26)
    expect(ink.bottom - ink.top).toBeLessThan(31)
    const [r, g, b] = large.at(ink.left + 2, ink.top + 10)
    expect([r, g, b]).toEqual([200, 10, 30])
  })

  it('is the same picture at twice the view, only finer', async () => {
    const one = inkOf(await shown(`${box}&text=\\fs60 Hello`))
    const two = inkOf(await shown(`${box}&text=\\fs60 Hello&wid=800`))
    expect(two.area / one.area).toBeCloseTo(4, 1)
    expect(Math.abs(two.right - 2 * one.right)).toBeLessThanOrEqual(2)
  })

  it.each([
    ['\\ql', 0],
    ['\\qc', 0.5],
    ['\\qr', 1],
  ])('is aligned by %s in its box', async (align, part) => {
    const { left, right } = inkOf(await shown(`${box}&size=400,200&textPs=${align}\\fs40 HH`))
    expect(Math.abs((left + right) / 2 - (part * (400 - (right - left)) + (right - left) / 2))).toBeLessThan(
      4,
    )
  })

  it.each([
    ['t', 0, 80],
    ['c', 70, 130],
    ['b', 120, 200],
  ])('stands at \\vertal%s of its box', async (place, from, to) => {
    const { top, bottom } = inkOf(await shown(`${box}&size=400,200&text=\\vertal${place}\\fs40 HH`))
    expect([top >= from, bottom <= to]).toEqual([true, true])
  })

  it.each([
    ['ql', 0],
    ['qc', 0.5],
    ['qr', 1],
  ])('without a box stands on its position, aligned by \\%s', async (align, part) => {
    const query = `layer=0&size=400,200&color=0,0,0,0&origin=0,0&layer=1&textPs={\\${align}\\fs60 HH}&pos=200,100`
    const { left, right, bottom } = inkOf(await shown(query))
    expect(Math.abs(bottom - 99)).toBeLessThanOrEqual(1)
    expect(Math.abs(200 - (left + part * (right + 1 - left)))).toBeLessThan(5)
  })

  it('is broken between words to fit its box, and between letters where a word does not', async () => {
    const wrapped = inkOf(await shown(`${box}&size=120,0&text=\\fs40 One two three four`))
    expect(wrapped.right).toBeLessThan(120)
    expect(wrapped.bottom).toBeGreaterThan(30)
    const long = inkOf(await shown(`${box}&size=60,0&text=\\fs40 HHHHHHHH`))
    expect([long.right < 60, long.bottom > 30]).toEqual([true, true])
    const kept = inkOf(await shown(`${box}&size=60,0&textAttr=72,norm,fixedRes,nbWrap&text=\\fs40 HHHHHHHH`))
    expect([kept.right <= 60, kept.bottom < 30]).toEqual([true, true])
  })

  it('grows or shrinks to fill its box', async () => {
    const filled = inkOf(await shown(`${box}&size=300,100&textAttr=72,norm,autoRes,noWrap&text=\\fs20 Hill`))
    expect([filled.bottom > 60, filled.bottom < 100, filled.right < 300]).toEqual([true, true, true])
    const shrunk = inkOf(
      await shown(`${box}&size=60,100&textAttr=72,norm,maxRes,nbWrap&text=\\fs80 Hillside`),
    )
    expect([shrunk.right > 45, shrunk.right < 60]).toEqual([true, true])
  })

  it('is bold, slanted, raised and underlined', async () => {
    const plain = inkOf(await shown(`${box}&text=\\fs80 Hill`))
    const bold = inkOf(await shown(`${box}&text=\\fs80\\b Hill`))
    expect(bold.area).toBeGreaterThan(1.2 * plain.area)
    const under = inkOf(await shown(`${box}&text=\\fs80\\ul Hill`))
    expect(under.bottom).toBeGreaterThan(plain.bottom + 2)
    const raised = inkOf(await shown(`${box}&text=\\fs80 x{\\super x}`))
    expect(raised.top).toBeLessThan(inkOf(await shown(`${box}&text=\\fs80 xx`)).top)
  })

  it('fills its box with a color and lies over other layers', async () => {
    const picture = await shown(
      `${box}&size=100,50&color=0,0,255&text=\\fs40 H&layer=2&color=255,0,0&size=10,10&origin=0,0&pos=50,20`,
    )
    expect([picture.at(98, 48), picture.at(55, 25), picture.at(150, 25)]).toEqual([
      [0, 0, 255, 255],
      [255, 0, 0, 255],
      [0, 0, 0, 0],
    ])
  })

  it('takes a plus sign for a space, and characters of any script', async () => {
    const [plus, space] = await Promise.all([shown(`${box}&text=a+b`), shown(`${box}&text=a%20b`)])
    expect(inkOf(plus)).toEqual(inkOf(space))
    expect(inkOf(await shown(`${box}&text=\\fs60%20\\u1046?%CE%A9`)).area).toBeGreaterThan(100)
  })

  it('can not reach beyond its picture: markup is text', async () => {
    const text = encodeURIComponent('</svg><image href="file:///etc/passwd"/>&lt;')
    expect(inkOf(await shown(`${box}&text=${text}`)).area).toBeGreaterThan(100)
  })

  it('refuses texts without end', async () => {
    const variable = `$a=${'x'.repeat(3000)}`
    await expect(shown(`${variable}&${box}&text=${'$a$'.repeat(8)}`)).rejects.toThrow(
      /400 The text of a layer has 24000/,
    )
  })
})

describe('a published font', () => {
  const query = (font: string) => `${box}&text={\\fonttbl{\\f0 ${font};}}\\f0\\fs60 iiiiiiiiii`

  it('is used for text of its family, and until it is not published', async () => {
    const own = inkOf(await shown(query(family)))
    const other = inkOf(await shown(query('Unheard Of')))
    // Ten letters of 0.602 em.
    expect(Math.abs(own.right - 180)).toBeLessThan(12)
    expect(other.right).toBeLessThan(110)
    const tag = async () => {
      const response = await fetch(`${darkroom.url}/is/image/Demo/?${query(family)}`)
      await response.arrayBuffer()
      return response.headers.get('etag')
    }
    const before = await tag()
    await darkroom.app.db
      .updateTable('asset')
      .set({ ready_for_publish: false })
      .where('name', '=', 'house')
      .execute()
    await publish(darkroom.url)
    expect(inkOf(await shown(query(family))).right).toBe(other.right)
    expect(await tag()).not.toBe(before)
  })
})

import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { setDefaultImage } from '../../src/core/accounts/company.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded, publish } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  await upload({ shoe: 'red', missing: 'gray', soon: 'blue' })
  await publish(darkroom.url)
  await upload({ draft: 'red' }, false)
})
afterAll(async () => await darkroom.close())

async function upload(colors: Record<string, string>, readyForPublish = true): Promise<void> {
  const files = await Promise.all(
    Object.entries(colors).map(async ([name, color]) => ({
      name: `${name}.png`,
      bytes: await plainPng(60, 40, color),
    })),
  )
  const handle = await uploaded(darkroom.url, { jobName: 'pictures', endJob: true, readyForPublish, files })
  await jobEnded(darkroom.url, handle)
}

/** The status, the colour in the middle, and the width of what is served. */
async function served(request: string): Promise<string> {
  const response = await fetch(`${darkroom.url}/is/image/${request}`)
  if (response.status !== 200) return String(response.status)
  const image = sharp(Buffer.from(await response.arrayBuffer()))
  const { width, height } = await image.metadata()
  const [r = 0, g = 0, b = 0] = await image
    .removeAlpha()
    .extract({ left: width >> 1, top: height >> 1, width: 1, height: 1 })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
  const color = r > 200 ? 'red' : b > 200 ? 'blue' : Math.abs(r - g) < 10 && r > 100 ? 'gray' : 'other'
  return `${color} ${width}`
}

describe('a picture that is overwritten', () => {
  it('is served as it was published until the next publish job', async () => {
    const request = `${darkroom.url}/is/image/Demo/shoe?fmt=png`
    const original = `${darkroom.url}/is/content/Demo/shoe.png`
    const first = await fetch(request)
    const tag = first.headers.get('etag') ?? ''
    const originalBytes = await (await fetch(original)).bytes()
    await upload({ shoe: 'blue' })

    expect(await served('Demo/shoe?fmt=png')).toBe('red 60')
    expect((await fetch(request, { headers: { 'if-none-match': tag } })).status).toBe(304)
    expect(await (await fetch(original)).bytes()).toEqual(originalBytes)

    await publish(darkroom.url)
    expect(await served('Demo/shoe?fmt=png')).toBe('blue 60')
    const second = await fetch(request, { headers: { 'if-none-match': tag } })
    expect([second.status, second.headers.get('etag') === tag]).toEqual([200, false])
    expect(await (await fetch(original)).bytes()).not.toEqual(originalBytes)
  })
})

describe('a default image', () => {
  it('is not served where none is set', async () => {
    expect(await served('Demo/none')).toBe('404')
  })

  it.each([
    ['Demo/none', 'gray 60'],
    ['Demo/draft', 'gray 60'],
    ['Demo/none?wid=30', 'gray 30'],
    ['Demo/none?wid=30&crop=0,0,1,1', 'gray 30'],
    ['Demo/none?defaultImage=Demo/soon', 'blue 60'],
    ['Demo/none?defaultImage=soon', 'blue 60'],
    ['Demo/none?defaultImage=', '404'],
    ['Demo/none?defaultImage=Demo/nothing', '404'],
    ['Demo/none?defaultImage=Demo/draft', '404'],
    ['Demo/none?req=imageprops', '404'],
    ['Demo/soon', 'blue 60'],
    ['Demo/soon?defaultImage=Demo/missing', 'blue 60'],
    ['Demo/none?wid=0', '400'],
    ['Other/none', '404'],
  ])('of the company stands in: %s is %s', async (request, expected) => {
    await setDefaultImage(darkroom.app.db, 1, 'missing')
    expect(await served(request)).toBe(expected)
  })

  it('does not make a missing picture exist', async () => {
    await setDefaultImage(darkroom.app.db, 1, 'missing')
    const answer = await fetch(`${darkroom.url}/is/image/Demo/none?req=exists`)
    expect(await answer.text()).toContain('catalogRecord.exists=0')
  })

  it('that is not published is none', async () => {
    await setDefaultImage(darkroom.app.db, 1, 'draft')
    expect(await served('Demo/none')).toBe('404')
    await setDefaultImage(darkroom.app.db, 1, null)
    expect(await served('Demo/none')).toBe('404')
    expect(await served('Demo/none?defaultImage=Demo/soon')).toBe('blue 60')
  })
})

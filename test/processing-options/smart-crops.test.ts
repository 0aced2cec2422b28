import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handles, strangersAsset } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded, publish, soap, textOf } from '../support/soap.ts'
import { assetRow } from '../uploads/state.ts'
import { delivered, uploadWith } from './upload-with.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const newest = 'http://www.scene7.com/IpsApi/xsd/2021-04-26-beta'

interface Named {
  readonly name: string
  readonly width: number
  readonly height: number
}

const smartCrops = (...crops: readonly Named[]) =>
  `<autoSmartCropOptionsArray>${crops
    .map(
      ({ name, width, height }) =>
        `<items><name>${name}</name><width>${width}</width><height>${height}</height><type>crop</type></items>`,
    )
    .join('')}</autoSmartCropOptionsArray>`

const square = { name: 'Square', width: 200, height: 200 }
const banner = { name: 'Wide banner', width: 300, height: 100 }
const huge = { name: 'Huge', width: 3000, height: 2000 }

/** Gray, 600 x 400, with a red ball of radius 40 at `x`, `y`. */
async function ball(x: number, y: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400"><rect width="600" height="400" fill="#ccc"/><circle cx="${x}" cy="${y}" r="40" fill="#c02020"/></svg>`
  return await sharp(Buffer.from(svg)).removeAlpha().png().toBuffer()
}

/** How many pixels are red, and the middle of them. */
async function redIn(picture: Buffer): Promise<{ count: number; x: number; y: number; size: string }> {
  const { data, info } = await sharp(picture).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  let [count, x, y] = [0, 0, 0]
  for (let i = 0; i < info.width * info.height; i++)
    if ((data[i * 3] ?? 0) - (data[i * 3 + 1] ?? 0) > 80) {
      count++
      x += i % info.width
      y += Math.floor(i / info.width)
    }
  return { count, x: x / count, y: y / count, size: `${info.width} x ${info.height}` }
}

describe('autoSmartCropOptionsArray', () => {
  it('makes crops around the subject, which are served by their names', async () => {
    const settings = smartCrops(square, banner, huge)
    const log = await uploadWith(darkroom, 'ball.png', await ball(480, 300), settings)
    expect(log.counts).toMatchObject({ success: 1, warning: 0 })
    const { smart_crops: crops } = await assetRow(darkroom, 'ball')
    expect(crops.map(({ name }) => name)).toEqual(['Square', 'Wide banner', 'Huge'])
    expect(crops[0]).toMatchObject({ width: 200, height: 200, y: 0, w: 2 / 3, h: 1 })
    expect((await fetch(`${darkroom.url}/is/image/Demo/ball:Square`)).status).toBe(404)

    await publish(darkroom.url)
    const whole = Math.PI * 40 * 40
    const inSquare = await redIn(await delivered(darkroom, 'ball:Square'))
    expect(inSquare.size).toBe('200 x 200')
    expect(inSquare.count / (whole / 4)).toBeCloseTo(1, 1)
    expect(Math.hypot(inSquare.x - 140, inSquare.y - 150)).toBeLessThan(2)
    const inBanner = await redIn(await delivered(darkroom, 'ball:Wide%20banner'))
    expect(inBanner.size).toBe('300 x 100')
    expect(inBanner.count / (whole / 4)).toBeCloseTo(1, 1)
    expect(inBanner.y).toBeGreaterThan(30)
    expect(inBanner.y).toBeLessThan(70)
    expect(await delivered(darkroom, 'ball%3ASquare')).toEqual(await delivered(darkroom, 'ball:Square'))
    // It is not enlarged to its size, but the request may ask for that.
    expect((await redIn(await delivered(darkroom, 'ball:Huge'))).size).toBe('600 x 400')
    expect((await redIn(await delivered(darkroom, 'ball:Huge', 'wid=900&fmt=png'))).size).toBe('900 x 600')
  })

  it('takes Image Serving commands like any picture', async () => {
    const thumb = await redIn(await delivered(darkroom, 'ball:Square', 'wid=50&fmt=png'))
    expect(thumb.size).toBe('50 x 50')
    const rest = await redIn(await delivered(darkroom, 'ball:Square', 'rgnN=0,0,0.5,0.5&fmt=png'))
    expect(rest).toMatchObject({ count: 0, size: '200 x 200' })
    const props = await fetch(`${darkroom.url}/is/image/Demo/ball:Square?req=props`)
    expect(await props.text()).toContain('image.width=200')
    const exists = async (name: string) =>
      (await fetch(`${darkroom.url}/is/image/Demo/${name}?req=exists`)).text()
    expect(await exists('ball:Square')).toContain('catalogRecord.exists=1')
    expect(await exists('ball:Round')).toContain('catalogRecord.exists=0')
  })

  it('are listed for pages that choose one by its width', async () => {
    const relation = (name: string, width: number, height: number, rect: unknown) => ({
      n: `Demo/ball:${name}`,
      userdata: {
        ...{ SmartCropDef: name, SmartCropType: 'Banner', SmartCropRect: rect },
        ...{ SmartCropWidth: `${width}.0`, SmartCropHeight: `${height}.0` },
      },
    })
    const { smart_crops: crops } = await assetRow(darkroom, 'ball')
    const banner = crops[1]
    const rect = [banner?.x, banner?.y, banner?.w, banner?.h, 300, 100].map((value) =>
      Number(value?.toPrecision(6)),
    )
    const set = async (name: string) => {
      const response = await fetch(`${darkroom.url}/is/image/Demo/${name}?req=set,json`)
      const [, , json] =
        /^(?:\/\*jsonp\*\/)?\s*([^()]+)\(([\s\S]+),\s*"[0-9]*"\);?$/.exec(await response.text()) ?? []
      return (JSON.parse(json ?? '') as { set: { type: string; relation?: unknown } }).set
    }
    const { type, relation: relations } = await set('ball')
    expect(type).toBe('img')
    expect(relations).toEqual([
      relation('Square', 200, 200, expect.stringMatching(/^0\.33\d*,0,0\.666667,1,200,200$/)),
      relation('Wide banner', 300, 100, rect.join(',')),
      relation('Huge', 3000, 2000, '0,0,1,1,3000,2000'),
    ])
    const xml = await fetch(`${darkroom.url}/is/image/Demo/ball?req=set`)
    expect(await xml.text()).toContain('<relation n="Demo/ball:Square"><userdata SmartCropDef="Square"')
    expect(await set('ball:Square')).not.toHaveProperty('relation')
    await uploadWith(darkroom, 'one.png', await ball(480, 300), smartCrops(square))
    await publish(darkroom.url)
    expect((await set('one')).relation).toEqual([expect.objectContaining({ n: 'Demo/one:Square' })])
  })

  it('answers 404 for a name that no crop has, and names it', async () => {
    for (const name of ['Round', 'square', '']) {
      const response = await fetch(`${darkroom.url}/is/image/Demo/ball:${name}`)
      expect([response.status, await response.text()]).toEqual([
        404,
        `There is no published image 'ball:${name}'.\n`,
      ])
    }
  })

  it('stays inside of a manual crop, in parts of the whole upright picture', async () => {
    const margins =
      '<manualCropOptions><left>0</left><right>300</right><top>0</top><bottom>0</bottom></manualCropOptions>'
    const sideways = await sharp(await ball(100, 300))
      .rotate(270)
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 95 })
      .toBuffer()
    await uploadWith(
      darkroom,
      'turned.jpg',
      sideways,
      margins + smartCrops({ ...square, width: 100, height: 100 }),
    )
    const { smart_crops: crops, crop } = await assetRow(darkroom, 'turned')
    expect(crop).toEqual({ left: 0, top: 0, width: 300, height: 400 })
    expect(crops[0]).toMatchObject({ x: 0, w: 0.5, h: 0.75 })
    await publish(darkroom.url)
    const { count, size } = await redIn(await delivered(darkroom, 'turned:Square'))
    expect(size).toBe('100 x 100')
    expect(count / ((Math.PI * 40 * 40) / 9)).toBeCloseTo(1, 1)
  })

  it('says nothing about files that are no pictures', async () => {
    const log = await uploadWith(darkroom, 'notes.txt', Buffer.from('notes'), smartCrops(square))
    expect(log.counts).toMatchObject({ success: 1, warning: 0 })
    expect((await assetRow(darkroom, 'notes')).smart_crops).toEqual([])
  })

  it('is done again with other names by a reprocessing job, and served after the next publish', async () => {
    await uploadWith(darkroom, 'again.png', await ball(100, 100), smartCrops(square))
    await publish(darkroom.url)
    const reprocess = async (crops: string, after = '') => {
      const { body, text } = await soap(darkroom.url, {
        operation: 'submitJob',
        namespace: newest,
        param:
          '<companyHandle>c|1</companyHandle><jobName>again</jobName><reprocessAssetsJob><assetHandleArray>' +
          `${await handles(darkroom, 'again.png')}</assetHandleArray><createMask>false</createMask>${crops}` +
          `<emailSetting>None</emailSetting>${after}</reprocessAssetsJob>`,
      })
      const job = textOf(body, 'jobHandle')
      if (job === undefined) throw new Error(text)
      await jobEnded(darkroom.url, job)
      return (await assetRow(darkroom, 'again')).smart_crops.map(({ name }) => name)
    }
    expect(await reprocess('')).toEqual(['Square'])
    expect(await reprocess(smartCrops(banner))).toEqual(['Wide banner'])
    const status = async (name: string) => (await fetch(`${darkroom.url}/is/image/Demo/${name}`)).status
    expect([await status('again:Square'), await status('again:Wide%20banner')]).toEqual([200, 404])
    await publish(darkroom.url)
    expect([await status('again:Square'), await status('again:Wide%20banner')]).toEqual([404, 200])
    expect(await reprocess('', '<preserveSmartCrop>false</preserveSmartCrop>')).toEqual([])
  })
})

describe('an upload that replaces a picture', () => {
  const first = smartCrops(square)
  it.each([
    ['drops its smart crops', '', []],
    ['keeps them with preserveSmartCrop', '<preserveSmartCrop>true</preserveSmartCrop>', [['Square', 0]]],
    [
      'keeps them and adds new names',
      `${smartCrops({ ...square, width: 7 }, banner)}<preserveSmartCrop>true</preserveSmartCrop>`,
      [
        ['Square', 0],
        ['Wide banner', 0],
      ],
    ],
    ['has its own without preserveSmartCrop', smartCrops(square), [['Square', 0.33]]],
    [
      'has none with ignoreSmartCropGeneration',
      `${smartCrops(square)}<ignoreSmartCropGeneration>true</ignoreSmartCropGeneration>`,
      [],
    ],
  ])('%s', async (what, settings, expected) => {
    const name = what.replaceAll(' ', '-')
    await uploadWith(darkroom, `${name}.png`, await ball(60, 200), first)
    await uploadWith(darkroom, `${name}.png`, await ball(540, 200), settings)
    const { smart_crops: crops } = await assetRow(darkroom, name)
    expect(crops.map(({ name: crop, x }) => [crop, Math.round(x * 100) / 100])).toEqual(expected)
  })
})

describe('smart crops by the web service', () => {
  const call = async (operation: string, param: string) =>
    await soap(darkroom.url, {
      operation,
      namespace: newest,
      param: `<companyHandle>c|1</companyHandle>${param}`,
    })
  const rect = (left: number, top: number, width: number, height: number) =>
    `<cropRect><leftN>${left}</leftN><topN>${top}</topN><widthN>${width}</widthN><heightN>${height}</heightN></cropRect>`
  const add = (name: string, where: string) =>
    `<items><cropWidth>90</cropWidth><cropHeight>60</cropHeight><cropName>${name}</cropName>${where}</items>`

  it('are added, moved and taken away one by one, and delivered with the next publish', async () => {
    await uploadWith(darkroom, 'managed.png', await ball(480, 300), smartCrops(square))
    const owner = `a|${(await assetRow(darkroom, 'managed')).id}`
    const added = await call(
      'addSmartCrops',
      `<ownerHandle>${owner}</ownerHandle><addArray>${add('Corner', rect(0.65, 0.6, 0.3, 0.3))}` +
        `${add('Square', rect(0, 0, 1, 1))}${add('Outside', rect(0.5, 0, 0.6, 1))}${add('a:b', rect(0, 0, 1, 1))}</addArray>`,
    )
    expect(['successCount', 'errorCount'].map((name) => textOf(added.body, name))).toEqual(['1', '3'])
    expect(added.text).toContain("cropName: the image has a smart crop 'Square' already.")
    expect(added.text).toContain('cropRect is "0.5,0,0.6,1"; expected a rectangle inside of the image')
    const handle = textOf(added.body, 'subAssetHandle')
    if (handle === undefined) throw new Error(added.text)

    await publish(darkroom.url)
    const corner = await redIn(await delivered(darkroom, 'managed:Corner'))
    expect(corner.size).toBe('90 x 60')
    expect(corner.count).toBeGreaterThan(1000)

    const moved = await call(
      'updateSmartCrops',
      `<updateArray><items><ownerHandle>${owner}</ownerHandle><subAssetHandle>${handle}</subAssetHandle>${rect(0, 0, 0.3, 0.3)}</items>` +
        `<items><ownerHandle>${owner}</ownerHandle><subAssetHandle>sa|1|Square</subAssetHandle></items></updateArray>`,
    )
    expect(textOf(moved.body, 'successCount')).toBe('1')
    expect(moved.text).toContain(`subAssetHandle: 'sa|1|Square' is no part of ${owner}.`)
    expect((await redIn(await delivered(darkroom, 'managed:Corner'))).count).toBe(corner.count)
    await publish(darkroom.url)
    expect((await redIn(await delivered(darkroom, 'managed:Corner'))).count).toBe(0)

    const reference = `<items><ownerHandle>${owner}</ownerHandle><subAssetHandle>${handle}</subAssetHandle></items>`
    const gone = await call('deleteSubAssets', `<subAssetArray>${reference}${reference}</subAssetArray>`)
    expect(['successCount', 'errorCount'].map((name) => textOf(gone.body, name))).toEqual(['1', '1'])
    expect((await assetRow(darkroom, 'managed')).smart_crops.map(({ name }) => name)).toEqual(['Square'])
  })

  it('belong to images of the company', async () => {
    const stranger = await strangersAsset(darkroom, 'managed.png')
    const text = await assetRow(darkroom, 'notes')
    for (const owner of [stranger, `a|${text.id}`]) {
      const param = `<ownerHandle>${owner}</ownerHandle><addArray>${add('New', rect(0, 0, 1, 1))}</addArray>`
      const reply = await call('addSmartCrops', param)
      expect(textOf(reply.body, 'errorCount')).toBe('1')
      expect(reply.text).toContain(`ownerHandle: ${owner} names no image of the company.`)
    }
  })
})

import { describe, expect, it } from 'vitest'
import { existsProperties, type ImageFacts, imageProperties, replyProperties } from './image-props.ts'
import { planOutput } from './output.ts'
import { defaultDeliverySettings as settings } from './settings.ts'
import { planView } from './view.ts'
import { plainWish } from './wish.ts'

const facts: ImageFacts = {
  width: 4001,
  height: 3000,
  colorSpace: 'CMYK',
  hasAlpha: false,
  iccProfile: 'Coated FOGRA39',
  embedsIccProfile: true,
  embedsXmp: false,
  pathNames: ['Path 1', 'Path 2'],
  expiration: 10,
  resolution: 72,
  printResolution: 300,
  thumbnailResolution: 12.5,
  modified: new Date('2026-03-04T05:06:07.890Z'),
  id: 'Demo/shoe',
}

describe('imageProperties', () => {
  it('describes the full image', () => {
    expect(Object.fromEntries(imageProperties(facts))).toEqual({
      'image.anchor': '2000,1500',
      'image.embeddedIccProfile': '1',
      'image.embeddedPhotoshopPaths': '1',
      'image.embeddedXmpData': '0',
      'image.expiration': '10.0',
      'image.height': '3000',
      'image.iccProfile': 'Coated FOGRA39',
      'image.mask': '0',
      'image.modifier': '',
      'image.photoshopPathNames': 'Path 1,Path 2',
      'image.pixTyp': 'CMYK',
      'image.postModifier': '',
      'image.printRes': '300.0',
      'image.resolution': '72.0',
      'image.thumbRes': '12.5',
      'image.thumbType': '2',
      'image.timeStamp': '03/04/2026 05:06:07 GMT',
      'image.translatedId': 'Demo/shoe',
      'image.width': '4001',
    })
  })

  it('tells alpha, gray, a stored crop and an anchor', () => {
    const properties = imageProperties({
      ...facts,
      colorSpace: 'GRAY',
      hasAlpha: true,
      crop: { x: 1, y: 2, width: 3, height: 4 },
      anchor: { x: 7, y: 8 },
    })
    expect(Object.fromEntries(properties)).toMatchObject({
      'image.pixTyp': 'BW',
      'image.mask': '2',
      'image.modifier': 'crop=1,2,3,4',
      'image.anchor': '7,8',
    })
  })
})

describe('existsProperties', () => {
  it('is one flag', () => {
    expect(existsProperties(true)).toEqual([['catalogRecord.exists', '1']])
    expect(existsProperties(false)).toEqual([['catalogRecord.exists', '0']])
  })
})

describe('replyProperties', () => {
  it('describes the reply that the request would get', () => {
    const wish = {
      ...plainWish,
      width: 400,
      background: { r: 0, g: 10, b: 255 },
      format: { name: 'png-alpha', pixelType: 'rgb', compression: 'none' },
    } as const
    const properties = replyProperties(planView(facts, wish, settings), planOutput(wish, settings), 'abc')
    expect(Object.fromEntries(properties)).toMatchObject({
      'image.width': '400',
      'image.height': '300',
      'image.bgc': '000aff',
      'image.type': 'image/png',
      'image.mask': '1',
      'image.pixTyp': 'RGB',
      'image.quality': '80',
      'image.version': 'abc',
    })
  })
})

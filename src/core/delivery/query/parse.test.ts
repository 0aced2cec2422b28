import { describe, expect, it } from 'vitest'
import { DarkroomError } from '../../errors.ts'
import { type ImageWish, plainWish } from '../wish.ts'
import { maxQueryLength, parseImageQuery } from './parse.ts'

type Wish = Omit<ImageWish, 'request' | 'cache'>

const jsonp = { requestId: '', handler: 's7jsonResponse' }

describe('parseImageQuery', () => {
  it.each<[string, Partial<ImageWish>]>([
    ['', {}],
    ['wid=200', { width: 200 }],
    ['hei=1', { height: 1 }],
    ['scl=1', { inverseScale: 1 }],
    ['scl=.5', { inverseScale: 0.5 }],
    ['fit=crop', { fit: { mode: 'crop', upscale: false } }],
    ['fit=constrain,1', { fit: { mode: 'constrain', upscale: true } }],
    ['fit=HFit,0', { fit: { mode: 'hfit', upscale: false } }],
    ['align=-1,0.5', { align: { x: -1, y: 0.5 } }],
    ['align=+1,-0', { align: { x: 1, y: 0 } }],
    ['crop=-5,0,100,50', { crop: { unit: 'pixel', rect: { x: -5, y: 0, width: 100, height: 50 } } }],
    ['cropN=0.1,0,0.8,1', { crop: { unit: 'fraction', rect: { x: 0.1, y: 0, width: 0.8, height: 1 } } }],
    ['rgn=1,2,3,4', { region: { unit: 'pixel', rect: { x: 1, y: 2, width: 3, height: 4 } } }],
    ['rgnN=0,0,.5,.5', { region: { unit: 'fraction', rect: { x: 0, y: 0, width: 0.5, height: 0.5 } } }],
    ['rect=0,600,2000,600', { rect: { rect: { x: 0, y: 600, width: 2000, height: 600 }, scale: 1 } }],
    ['rect=0,0,10,10,0.25', { rect: { rect: { x: 0, y: 0, width: 10, height: 10 }, scale: 0.25 } }],
    ['qlt=60', { quality: { quality: 60, chroma: false } }],
    ['qlt=95,1', { quality: { quality: 95, chroma: true } }],
    ['op_usm=.9,2', { sharpen: { amount: 0.9, radius: 2, threshold: 0, monochrome: false } }],
    ['op_usm=1.75,0.3,2,1', { sharpen: { amount: 1.75, radius: 0.3, threshold: 2, monochrome: true } }],
    ['defaultImage=Demo/none', { defaultImage: 'Demo/none' }],
    ['defaultImage=', { defaultImage: '' }],
    ['cache=off', { cache: { client: false, server: 'off' } }],
    ['cache=on,off', { cache: { client: true, server: 'off' } }],
    ['cache=off,on', { cache: { client: false, server: 'on' } }],
    ['cache=validate', { cache: { client: true, server: 'validate' } }],
    ['fmt=jpg', { format: { name: 'jpg', pixelType: 'rgb', compression: 'none' } }],
    ['fmt=PNG-Alpha', { format: { name: 'png-alpha', pixelType: 'rgb', compression: 'none' } }],
    ['fmt=jpeg,gray', { format: { name: 'jpeg', pixelType: 'gray', compression: 'none' } }],
    ['fmt=tif,,jpeg', { format: { name: 'tif', pixelType: 'rgb', compression: 'jpeg' } }],
    ['fmt=tif-alpha,,lzw', { format: { name: 'tif-alpha', pixelType: 'rgb', compression: 'lzw' } }],
    ['fmt=webp', { format: { name: 'webp', pixelType: 'rgb', compression: 'lossy' } }],
    [
      'fmt=webp-alpha,,lossless',
      { format: { name: 'webp-alpha', pixelType: 'rgb', compression: 'lossless' } },
    ],
    ['req=img', {}],
    ['req=mask', { request: { kind: 'mask' } }],
    [
      'fmt=tif&req=mask',
      {
        request: { kind: 'mask' },
        format: { name: 'tif', pixelType: 'gray', compression: 'none' },
      },
    ],
    [
      'fmt=webp&req=mask',
      {
        request: { kind: 'mask' },
        format: { name: 'webp', pixelType: 'rgb', compression: 'lossy' },
      },
    ],
    ['req=exists', { request: { kind: 'exists', format: 'text', ...jsonp } }],
    ['req=imageprops,xml', { request: { kind: 'imageprops', format: 'xml', ...jsonp } }],
    ['req=ImageProps,JavaScript', { request: { kind: 'imageprops', format: 'javascript', ...jsonp } }],
    [
      'req=props,json&id=a%26b&handler=took1&wid=7',
      { width: 7, request: { kind: 'props', format: 'json', requestId: 'a&b', handler: 'took1' } },
    ],
  ])('reads %s', (query, expected) => {
    expect(parseImageQuery(query)).toEqual({ ...plainWish, ...expected })
  })

  it.each<[string, string, Wish]>([
    ['names in any case', 'WID=1&Hei=2', { width: 1, height: 2 }],
    ['the last of a doubled command', 'wid=1&hei=2&wid=3', { width: 3, height: 2 }],
    [
      'crop and cropN as one command',
      'cropN=0,0,.5,1&crop=0,0,2,2',
      {
        crop: { unit: 'pixel', rect: { x: 0, y: 0, width: 2, height: 2 } },
      },
    ],
    [
      'no unknown commands',
      'resMode=sharp2&iccEmbed=0&dpr=on,2&printRes=72&wid=5&op_sharpen=0',
      { width: 5 },
    ],
    ['no macros and variables', '$macro$&$wid=3&wid=5&', { width: 5 }],
    ['no comments', '.wid=7&wid=5&.=%zz', { width: 5 }],
    ['no broken values of unknown commands', 'title=100%&wid=5', { width: 5 }],
    ['encoded commas', 'align=1%2C-1', { align: { x: 1, y: -1 } }],
    ['UTF-8', 'defaultImage=Demo/caf%C3%A9', { defaultImage: 'Demo/café' }],
    ['ISO Latin-1', 'defaultImage=Demo/caf%E9', { defaultImage: 'Demo/café' }],
    ['space around values', 'align=1,%200', { align: { x: 1, y: 0 } }],
    ['view commands behind a layer', 'layer=1&crop=0,0,1,1&op_usm=1,1&wid=5', { width: 5 }],
    [
      'commands of the image itself',
      'layer=1&layer=comp&crop=0,0,1,1',
      {
        crop: { unit: 'pixel', rect: { x: 0, y: 0, width: 1, height: 1 } },
      },
    ],
  ])('takes %s', (_what, query, expected) => {
    expect(parseImageQuery(query)).toEqual({ ...plainWish, ...expected })
  })

  it.each(['exists', 'imageprops'])('passes over all other commands of req=%s', (kind) => {
    expect(parseImageQuery(`wid=wrong&req=${kind}&fmt=none`)).toEqual({
      ...plainWish,
      request: { kind, format: 'text', ...jsonp },
    })
  })

  it.each<[string, [r: number, g: number, b: number] | undefined]>([
    ['ff8000', [255, 128, 0]],
    ['0xFF8000', [255, 128, 0]],
    ['a0b1c2d3R', [160, 177, 194]],
    ['0x010203S', [1, 2, 3]],
    ['808080', [128, 128, 128]],
    ['0,100,200', [0, 100, 200]],
    ['0,100,200,200rs', [0, 100, 200]],
    ['214, 245, 130', [214, 245, 130]],
    ['100S', [255, 255, 255]],
    ['50,75g', [128, 128, 128]],
    ['0', [0, 0, 0]],
    ['0X70G', [112, 112, 112]],
    ['0xddeegs', [221, 221, 221]],
    ['0,100,100,0k', [255, 0, 0]],
    ['0,0,0,50,26KS', [128, 128, 128]],
    ['00ff00ffK', [0, 0, 0]],
    ['0x00FFFF00ffks', [255, 0, 0]],
    ['red', undefined],
    ['12345', undefined],
    ['70ff', undefined],
    ['0x123', undefined],
    ['256,0,0', undefined],
    ['101', undefined],
    ['1,2,3k', undefined],
    ['101,0,0,0k', undefined],
    ['1,2,3,4,5', undefined],
    ['ff8000k', undefined],
    ['', undefined],
  ])('reads the color %s', (value, rgb) => {
    const wish = () => parseImageQuery(`bgc=${encodeURIComponent(value)}`).background
    if (rgb) expect(wish()).toEqual({ r: rgb[0], g: rgb[1], b: rgb[2] })
    else expect(wish).toThrow(/^bgc=.*expected a color/)
  })

  it.each([
    'wid=0',
    'wid=-1',
    'wid=1.5',
    'wid=1e3',
    'wid=0x10',
    'wid=',
    'wid=10000001',
    'hei=abc',
    'scl=0',
    'scl=-1',
    'scl=NaN',
    'scl=1000000',
    'fit=fill',
    'fit=fit,2',
    'fit=fit,1,1',
    'align=1',
    'align=2,0',
    'crop=0,0,0,0',
    'crop=0,0,10',
    'crop=0,0,10,10,1',
    'crop=.5,0,10,10',
    'cropN=0,0,0,1',
    'rect=0,0,10',
    'rect=0,0,10,10,0',
    'rect=0,0,10,10,1,1',
    'fmt=bmp',
    'fmt=webp,gray',
    'fmt=png,,zip',
    'fmt=tif-alpha,,jpeg',
    'fmt=jpeg,rgb,none,1',
    'qlt=0',
    'qlt=101',
    'qlt=80,2',
    'op_usm=6',
    'op_usm=1,251',
    'op_usm=1,1,256',
    'op_usm=1,1,1,2',
    'cache=maybe',
    'cache=validate,on',
    'wid=%zz',
    'wid=%',
    'req=everything',
    'req=img,text',
    'req=exists,yaml',
  ])('refuses %s, naming command, value and expectation', (query) => {
    const parse = () => parseImageQuery(`hei=5&${query}`)
    const field = query.split('=')[0]?.toLowerCase()
    expect(parse).toThrow(DarkroomError)
    expect(parse).toThrow(expect.objectContaining({ code: 'invalid-parameter', field }))
    expect(parse).toThrow(new RegExp(`^${field}=.*expected .+`, 's'))
  })

  it.each(['req=tmb', 'req=mbrSet,json', 'fmt=pdf', 'fmt=jpeg2000,,lossy'])(
    'says that %s is not supported',
    (query) => {
      expect(() => parseImageQuery(query)).toThrow(expect.objectContaining({ code: 'not-implemented' }))
    },
  )

  it.each([
    'req=exists,json&handler=a.b',
    'req=exists,json&handler=',
    `req=exists,json&id=${'x'.repeat(201)}`,
  ])('refuses %s', (query) => {
    expect(() => parseImageQuery(query)).toThrow(expect.objectContaining({ code: 'invalid-parameter' }))
  })

  it('refuses a query that is too long', () => {
    const fits = `wid=5&.${'x'.repeat(maxQueryLength - 7)}`
    expect(parseImageQuery(fits).width).toBe(5)
    expect(() => parseImageQuery(`${fits}x`)).toThrow(expect.objectContaining({ code: 'invalid-request' }))
  })

  it('returns frozen values', () => {
    const wish = parseImageQuery('wid=5&crop=0,0,1,1&rect=0,0,1,1&bgc=fff000&qlt=5&fit=crop&fmt=png&req=img')
    const members = Object.values(wish).filter((member) => typeof member === 'object')
    expect([wish, ...members, wish.crop?.rect, wish.rect?.rect].every(Object.isFrozen)).toBe(true)
    expect(Object.isFrozen(parseImageQuery(''))).toBe(true)
  })
})

import { describe, expect, it } from 'vitest'
import type { LayerWish } from '../layer-wish.ts'
import { parseImageQuery } from '../query/parse.ts'
import type { Canvas, LayerContent } from './layer-content.ts'
import { placeLayer } from './placement.ts'

const picture: LayerContent = { kind: 'picture', size: { width: 100, height: 50 }, resolution: 300 }
const canvas: Canvas = { size: { width: 400, height: 200 }, origin: { x: 200, y: 100 } }

/** What a query says of layer 1. */
function layer(query: string): LayerWish {
  const found = parseImageQuery(`layer=1&src=x&${query}`).composition?.layers.find(
    ({ number }) => number === 1,
  )
  if (!found) throw new Error('no layer 1')
  return found
}

function rounded(values: Record<string, number>): number[] {
  return Object.values(values).map((value) => Math.round(value * 100) / 100 || 0)
}

describe('placeLayer', () => {
  it.each<[string, string, number[]]>([
    ['in the middle', '', [150, 75, 100, 50]],
    ['by its position', 'pos=10,-20', [160, 55, 100, 50]],
    ['by a part of the canvas', 'posN=0.25,-0.5', [250, -25, 100, 50]],
    ['by its top left corner', 'origin=0,0', [200, 100, 100, 50]],
    ['by its bottom right corner', 'originN=0.5,0.5', [100, 50, 100, 50]],
    ['by the anchor in the source', 'anchor=10,20', [190, 80, 100, 50]],
    ['by a scaled anchor', 'anchor=10,20&scale=2', [180, 60, 200, 100]],
    ['by a flipped anchor', 'anchor=10,20&flip=lr', [110, 80, 100, 50]],
    ['by the anchor of a crop', 'anchor=10,20&crop=10,10,50,30', [200, 90, 50, 30]],
    ['by its origin before its anchor', 'anchor=10,20&origin=0,0', [200, 100, 100, 50]],
    ['fitted into a size', 'size=200,200&origin=0,0', [200, 100, 200, 100]],
    ['with a width alone', 'size=50,0&origin=0,0', [200, 100, 50, 25]],
    ['in a part of the canvas', 'sizeN=0.5,0.5&origin=0,0', [200, 100, 200, 100]],
    ['by resolution', 'res=150&origin=0,0', [200, 100, 50, 25]],
    ['by size before scale', 'size=50,0&scale=3&origin=0,0', [200, 100, 50, 25]],
    ['by scale before resolution', 'res=150&scale=3&origin=0,0', [200, 100, 300, 150]],
    ['turned by a quarter', 'rotate=90', [175, 50, 50, 100]],
    ['turned to the left around its anchor', 'rotate=-90&anchor=0,0', [200, 0, 50, 100]],
    ['turned by 30 degrees', 'rotate=30', [144.2, 53.35, 111.6, 93.3]],
    ['extended', 'extend=10,20,30,40&origin=0,0', [200, 100, 140, 110]],
    ['extended around its middle', 'extend=10,20,30,40', [130, 45, 140, 110]],
    ['extended by parts', 'extendN=0.5,0,0,1&origin=0,0', [200, 100, 150, 100]],
    ['cut by a negative extension', 'extend=-10,-10,-10,-10', [160, 85, 80, 30]],
  ])('places a picture %s', (_how, query, rect) => {
    expect(rounded({ ...placeLayer(layer(query), picture, canvas).rect })).toEqual(rect)
  })

  it.each<[string, string, number[], number[]]>([
    ['its own size', '', [0, 0, 100, 50], [100, 50]],
    ['the size it is given, with the picture in the middle', 'size=80,80', [0, 0, 80, 80], [80, 40]],
    ['the picture scaled to a width', 'size=50,0', [0, 0, 50, 25], [50, 25]],
    ['room for a turned picture, in whole pixels', 'rotate=30', [0, 0, 112, 93], [100, 50]],
    ['margins', 'extend=1,2,3,4', [0, 0, 104, 56], [100, 50]],
  ])('gives the canvas %s', (_what, query, rect, scaled) => {
    const wish = { ...layer(query), number: 0 }
    const placement = placeLayer(wish, picture)
    expect(rounded({ ...placement.rect })).toEqual(rect)
    expect(rounded({ ...placement.scaled })).toEqual(scaled)
  })

  it('centers the picture of a canvas of another shape', () => {
    expect(placeLayer({ ...layer('size=80,80'), number: 0 }, picture).corner).toEqual({ x: 0, y: 20 })
  })

  it('gives a layer of one color exactly its size, and refuses one without', () => {
    const color: LayerContent = { kind: 'color' }
    expect(rounded({ ...placeLayer(layer('size=30,70&origin=0,0'), color, canvas).rect })).toEqual([
      200, 100, 30, 70,
    ])
    expect(() => placeLayer(layer('size=30,0'), color, canvas)).toThrow(
      expect.objectContaining({ code: 'invalid-parameter', field: 'size' }),
    )
  })

  it('hangs text by the anchor that it brings', () => {
    const text: LayerContent = { kind: 'text', size: { width: 60, height: 20 }, anchor: { x: 30, y: 15 } }
    expect(rounded({ ...placeLayer(layer('pos=5,5'), text, canvas).rect })).toEqual([175, 90, 60, 20])
    const quarter = placeLayer(layer('rotate=90'), text, canvas).rect
    expect(rounded({ ...quarter })).toEqual([195, 70, 20, 60])
  })
})

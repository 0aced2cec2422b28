import { describe, expect, it } from 'vitest'
import { parseImageQuery } from './parse.ts'

/** The layers of a query, without what is undefined. */
function layersOf(query: string, context = {}): unknown {
  return JSON.parse(JSON.stringify(parseImageQuery(query, context).composition?.layers ?? null))
}

const object = (name: string) => ({ kind: 'object', object: name })

describe('layers of a query', () => {
  it.each<[string, string, unknown]>([
    ['none where there is nothing to put together', 'wid=5&crop=0,0,1,1&layer=0&op_usm=1,1', null],
    ['none that show nothing', 'layer=1&pos=1,2&layer=2&size=3,3', null],
    [
      'commands of one layer from several places, the last ones first',
      'layer=2&src=a&opac=10&layer=1&src=b&layer=2&opac=20&src=c',
      [{ number: 0 }, { number: 1, source: object('b') }, { number: 2, source: object('c'), opacity: 0.2 }],
    ],
    [
      'commands without a layer as those of layer 0',
      'src=a&layer=1&src=b&layer=comp&rotate=-90',
      [
        { number: 0, source: object('a'), rotation: 270 },
        { number: 1, source: object('b') },
      ],
    ],
    [
      'layers by their names',
      'layer=3,logo&src=a&layer=comp&hide=0&layer=logo&hide=1',
      [
        { number: 0, hidden: false },
        { number: 3, source: object('a'), hidden: true },
      ],
    ],
    [
      'no commands of effect layers',
      'layer=1&src=a&effect=-1&opac=5&color=0,0,0&layer=1&scale=2',
      [{ number: 0 }, { number: 1, source: object('a'), scale: 2 }],
    ],
    [
      'the last of src and text',
      'layer=1&src=a&text=b&layer=2&text=b&src=a',
      [
        { number: 0 },
        { number: 1, text: { rtf: 'b', photoshop: false } },
        { number: 2, source: object('a') },
      ],
    ],
    [
      'nested requests with their own commands',
      'layer=1&src=is{Demo/a?wid=5&layer=1&src=is(b?hei=3&x=(y))}&opac=50&mask=/c',
      [
        { number: 0 },
        {
          number: 1,
          source: { kind: 'request', path: 'Demo/a', query: 'wid=5&layer=1&src=is(b?hei=3&x=(y))' },
          opacity: 0.5,
          mask: object('c'),
        },
      ],
    ],
    [
      'values of variables, once',
      '$b=a$c$&$c=d&layer=1&src=$B$x$none$&pos=$c$,1&$c=7',
      [
        { number: 0 },
        { number: 1, source: object('a$c$x$none$'), position: { unit: 'pixel', point: { x: 7, y: 1 } } },
      ],
    ],
  ])('are %s', (_what, query, expected) => expect(layersOf(query)).toEqual(expected))

  it('come from a template first', () => {
    const definition = '$n=a&wid=7&hei=8&layer=0&size=9,9&layer=1,top&src=$n$&opac=50'
    const wish = parseImageQuery('wid=5&$n=b&layer=top&hide=1', { definition })
    expect([wish.width, wish.height, wish.composition?.usesObject]).toEqual([5, 8, false])
    expect(layersOf('$n=b&layer=top&hide=1', { definition })).toEqual([
      { number: 0, size: { unit: 'pixel', size: { width: 9, height: 9 } } },
      { number: 1, source: object('b'), opacity: 0.5, hidden: true },
    ])
    expect(layersOf('req=imageprops', { definition })).toHaveLength(2)
  })

  it('know the object of the path, unless it is named in the request', () => {
    const context = { object: 'Demo/a b' }
    expect(layersOf('layer=1&src=$object$', context)).toEqual([
      { number: 0 },
      { number: 1, source: object('Demo/a b') },
    ])
    expect(layersOf('$object=c&layer=1&src=$object$', context)).toEqual([
      { number: 0 },
      { number: 1, source: object('c') },
    ])
  })

  it('hand their variables on to nested requests', () => {
    expect(layersOf('$a=1&layer=1&src=is{?src=$a$}')).toEqual([
      { number: 0 },
      { number: 1, source: { kind: 'request', path: '', query: '$a=1&src=1' } },
    ])
  })
})

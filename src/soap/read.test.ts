import { describe, expect, it } from 'vitest'
import { DecodeError, readElement } from './read.ts'
import {
  boolean,
  dateTime,
  double,
  int,
  long,
  many,
  optional,
  required,
  type SequenceType,
  sequence,
  string,
} from './schema.ts'
import { parseXml } from './xml.ts'

const Options = sequence('Options', {
  amount: optional(double, { min: 0, max: 5 }),
  monochrome: optional(int, { oneOf: [0, 1] }),
  process: optional(string, {
    oneOf: ['None', 'Rasterize'],
    ignoreCase: true,
    aliases: { render: 'Rasterize' },
    alsoNamed: ['Process'],
  }),
})
const Param = sequence('Param', {
  company: required(string, { maxLength: 5 }),
  overwrite: optional(boolean),
  size: optional(long),
  when: optional(dateTime),
  note: optional(string),
  options: optional(() => Options),
  names: many(string, { maxItems: 3 }),
  added: required(string, { since: '2010-01-31' }),
  dropped: required(string, { until: '2010-01-31' }),
  free: optional(string, { anyPlace: true }),
})

function read<V>(type: SequenceType<V>, content: string, version = '2012-02-14'): V {
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
  return readElement(parseXml(Buffer.from(`<p xmlns="urn:a" ${xsi}>${content}</p>`)), type, version)
}

function errorOf(content: string, version?: string): DecodeError {
  try {
    read(Param, content, version)
  } catch (error) {
    if (error instanceof DecodeError) return error
  }
  throw new Error(`Nothing was wrong with ${content}.`)
}

const base = '<company>c</company><added>a</added>'
const minimal = { company: 'c', added: 'a', names: [] }

describe('readElement', () => {
  it('reads all kinds of values, in any order and namespace', () => {
    const content =
      '<names>x</names><added>a</added><b:size xmlns:b="urn:b"> 9007199254740991 </b:size><unknown><x/></unknown>' +
      '<options><amount>1e-1</amount><monochrome>01</monochrome><Process>RENDER</Process></options>' +
      '<when>2014-04-03T12:00:00+02:00</when><names> y </names><overwrite>TRUE</overwrite><company>c</company>'
    expect(read(Param, content)).toEqual({
      company: 'c',
      overwrite: true,
      size: Number.MAX_SAFE_INTEGER,
      when: new Date('2014-04-03T10:00:00Z'),
      options: { amount: 0.1, monochrome: 1, process: 'Rasterize' },
      names: ['x', ' y '],
      added: 'a',
    })
  })

  describe('strictly', () => {
    const strict = (content: string) =>
      readElement(
        parseXml(Buffer.from(`<Param xmlns="urn:p">${content}</Param>`)),
        Param,
        '2012-02-14',
        'strict',
      )

    it.each([
      ['in order', '<company>c</company><note>n</note><names>x</names><names>y</names><added>a</added>'],
      [
        'with elements of others',
        '<x xmlns="urn:x"/><company>c</company><p:y xmlns:p="urn:y"/><added>a</added>',
      ],
      ['with fields of other versions', '<company>c</company><added>a</added><dropped>d</dropped>'],
      ['in no namespace', '<company xmlns="">c</company><added xmlns="">a</added>'],
      ['with another name', '<company>c</company><options><Process>None</Process></options><added>a</added>'],
      ['with one that may stand anywhere', '<free/><company>c</company><added>a</added>'],
      ['with one that may stand anywhere else', '<company>c</company><free/><added>a</added>'],
    ])('takes elements %s', (_what, content) => {
      expect(strict(content)).toMatchObject({ company: 'c', added: 'a' })
    })

    it.each([
      [
        'company',
        '<note/><company>c</company>',
        'company is an element after note; expected it before note.',
      ],
      [
        'options/amount',
        '<company>c</company><options><monochrome>1</monochrome><amount>1</amount></options>',
        'options/amount is an element after monochrome; expected it before monochrome.',
      ],
      [
        'names',
        '<company>c</company><names>x</names><added>a</added><names>y</names>',
        'names is an element after added; expected it before added.',
      ],
      [
        'options/colour',
        '<company>c</company><options><colour/></options>',
        'options/colour is an unknown element; expected only amount, monochrome, process.',
      ],
      [
        'colour',
        '<colour xmlns=""/>',
        'colour is an unknown element; expected only company, overwrite, size, when, note, options, names, added, free.',
      ],
      [
        'colour',
        '<colour xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true"/>',
        'colour is an unknown element',
      ],
    ])('refuses %s in %s', (path, content, message) => {
      expect(() => strict(content)).toThrow(expect.objectContaining({ kind: 'invalid', path }))
      expect(() => strict(content)).toThrow(message)
    })

    it('tells how many more names there are than it shows', () => {
      const fields = Object.fromEntries(Array.from({ length: 43 }, (_, i) => [`f${i}`, optional(string)]))
      const element = parseXml(Buffer.from('<a><x/></a>'))
      expect(() => readElement(element, sequence('', fields), '', 'strict')).toThrow(/f39 and 3 others\.$/)
      expect(() => readElement(element, sequence('', {}), '', 'strict')).toThrow(
        /expected no elements here\.$/,
      )
    })
  })

  it.each([
    ['an empty optional scalar', '<overwrite/><size> </size><when></when>', {}],
    ['an empty optional text', '<note/>', { note: '' }],
    ['an empty choice', '<options><process/></options>', { options: {} }],
    ['nil', '<note xsi:nil="true">x</note><names xsi:nil="1"/>', {}],
    ['a nil beside a value', '<note xsi:nil="true"/><note>x</note>', { note: 'x' }],
    ['an empty type', '<options/>', { options: {} }],
    ['a field of an older version', '<dropped>d</dropped>', { dropped: 'd' }],
  ])('understands %s', (_name, content, expected) => {
    expect(read(Param, base + content)).toEqual({ ...minimal, ...expected })
  })

  it('demands the required fields of the version only', () => {
    expect(read(Param, '<company>c</company><dropped>d</dropped>', '2009-07-31')).toEqual({
      company: 'c',
      names: [],
      dropped: 'd',
    })
    expect(errorOf('<company>c</company>')).toMatchObject({ kind: 'missing', path: 'added' })
    expect(errorOf(base, '2009-07-31')).toMatchObject({ kind: 'missing', path: 'dropped' })
  })

  it.each([
    ['<options><amount>5.1</amount></options>', 'options/amount', '5.1', 'expected a number from 0 to 5.'],
    ['<options><amount>-0.1</amount></options>', 'options/amount', '-0.1', 'expected a number from 0 to 5.'],
    ['<options><amount>INF</amount></options>', 'options/amount', 'INF', 'a number'],
    ['<options><amount>0x1</amount></options>', 'options/amount', '0x1', 'a number'],
    ['<options><monochrome>2</monochrome></options>', 'options/monochrome', '2', 'one of 0, 1'],
    ['<options><monochrome>1.0</monochrome></options>', 'options/monochrome', '1.0', 'one of 0, 1'],
    ['<options><process>Ras</process></options>', 'options/process', 'Ras', 'one of None, Rasterize'],
    ['<overwrite>yes</overwrite>', 'overwrite', 'yes', 'true, false, 1 or 0'],
    [
      '<size>9007199254740992</size>',
      'size',
      '9007199254740992',
      'expected a whole number from -9007199254740991 to 9007199254740991.',
    ],
    ['<size>1.5</size>', 'size', '1.5', 'a whole number'],
    ['<when>2014-02-30T00:00:00Z</when>', 'when', '2014-02-30T00:00:00Z', 'a date and time'],
    ['<note><b/></note>', 'note', 'an element with elements inside', 'text'],
    ['<note>a</note><note>b</note>', 'note', '2 elements', 'note is 2 elements; expected one.'],
    ['<names/><names/><names/><names/>', 'names', '4 elements', 'at most 3'],
    ['<names/><names><b/></names>', 'names[2]', 'an element with elements inside', 'text'],
  ])('refuses %s', (content, path, value, expectation) => {
    const error = errorOf(base + content)
    expect(error).toMatchObject({ kind: 'invalid', path, value })
    expect(error.message).toContain(path)
    expect(error.message).toContain(expectation)
  })

  it('never shows the text of an element that is there twice', () => {
    expect(errorOf(`${base}<note>a</note><note>secret</note>`).message).not.toContain('secret')
  })

  it('refuses text that is too long, and shows 80 characters of it', () => {
    const error = errorOf(`<added>a</added><company>${'x'.repeat(500)}</company>`)
    expect(error.value).toBe('x'.repeat(80))
    expect(error.message.length).toBeLessThan(200)
    expect(error.message).toContain('at most 5 characters')
  })

  it('takes a required empty text, but no required empty number', () => {
    const Required = sequence('Required', { text: required(string), number: required(int) })
    expect(read(Required, '<text/><number>1</number>')).toEqual({ text: '', number: 1 })
    expect(() => read(Required, '<text/><number/>')).toThrow('number is missing')
  })

  it('demands the fewest items', () => {
    const List = sequence('List', { items: many(string, { minItems: 1 }) })
    expect(() => read(List, '')).toThrow('at least 1, found 0')
  })

  it('follows a type that holds itself', () => {
    interface Node {
      readonly child?: Node | undefined
    }
    const Node: SequenceType<Node> = sequence('Node', { child: optional(() => Node) })
    expect(read(Node, '<child><child/></child>')).toEqual({ child: { child: {} } })
    const limits = { maxBytes: 10_000, maxDepth: 100, maxElements: 100, maxAttributes: 1 }
    const deep = parseXml(Buffer.from('<child>'.repeat(70) + '</child>'.repeat(70)), limits)
    expect(() => readElement(deep, Node, '')).toThrow('at most 64 types inside each other')
  })
})

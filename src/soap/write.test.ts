import { describe, expect, it } from 'vitest'
import { readElement } from './read.ts'
import {
  boolean,
  dateTime,
  double,
  int,
  long,
  many,
  optional,
  required,
  type Static,
  sequence,
  string,
} from './schema.ts'
import { EncodeError, writeElement } from './write.ts'
import { parseXml } from './xml.ts'

const Texts = sequence('Texts', { items: many(string) })
const Value = sequence('Value', {
  text: optional(string),
  flag: optional(boolean),
  count: optional(int),
  size: optional(long),
  ratio: optional(double),
  when: optional(dateTime),
  texts: optional(Texts),
  old: optional(string, { until: '2010-01-31' }),
  young: optional(string, { since: '2010-01-31' }),
})

const write = (value: Static<typeof Value>, version = '') =>
  writeElement(value, 'v', Value, { namespace: 'urn:x', version })

describe('writeElement', () => {
  it('writes fields in the order of the type', () => {
    const when = new Date('2014-04-03T10:00:00Z')
    expect(write({ when, ratio: 0.5, size: 2 ** 40, count: -1, flag: false, text: 'a' })).toBe(
      '<v xmlns="urn:x"><text>a</text><flag>false</flag><count>-1</count><size>1099511627776</size>' +
        '<ratio>0.5</ratio><when>2014-04-03T10:00:00.000Z</when></v>',
    )
  })

  it.each([
    [{}, '<v xmlns="urn:x"/>'],
    [{ text: '' }, '<v xmlns="urn:x"><text/></v>'],
    [{ ratio: 1 }, '<v xmlns="urn:x"><ratio>1.0</ratio></v>'],
    [{ texts: { items: [] } }, '<v xmlns="urn:x"><texts/></v>'],
    [{ texts: { items: ['a', ''] } }, '<v xmlns="urn:x"><texts><items>a</items><items/></texts></v>'],
  ])('writes %j', (value, expected) => {
    expect(write(value)).toBe(expected)
  })

  it('leaves out the fields of other versions', () => {
    const value = { old: 'o', young: 'y' }
    expect(write(value, '')).toBe('<v xmlns="urn:x"><old>o</old></v>')
    expect(write(value, '2009-07-31')).toBe('<v xmlns="urn:x"><old>o</old></v>')
    expect(write(value, '2010-01-31')).toBe('<v xmlns="urn:x"><young>y</young></v>')
    expect(write(value, '2014-04-03')).toBe('<v xmlns="urn:x"><young>y</young></v>')
  })

  it('writes text so that it is read as it was', () => {
    const text = ' <a> & "b" \'c\' ]]> \t\n\r\n é€😀 '
    const xml = write({ text })
    expect(readElement(parseXml(Buffer.from(xml)), Value, '').text).toBe(text)
  })

  it('replaces what XML can not hold', () => {
    const xml = write({ text: 'a\u0000b\u0008c\uFFFEd\uD800e\u0085f' })
    expect(xml).toBe('<v xmlns="urn:x"><text>a\uFFFDb\uFFFDc\uFFFDd\uFFFDe\u0085f</text></v>')
    expect(parseXml(Buffer.from(xml)).name).toBe('v')
  })

  it('escapes the namespace', () => {
    const xml = writeElement({}, 'v', Value, { namespace: 'urn:"<&', version: '' })
    expect(parseXml(Buffer.from(xml)).namespace).toBe('urn:"<&')
  })

  it('refuses values that do not fit', () => {
    expect(() => write({ count: 1.5 })).toThrow(EncodeError)
    expect(() => write({ count: 2 ** 31 })).toThrow('Value: count can not be written as int')
    expect(() => write({ size: 2 ** 53 })).toThrow('size')
    expect(() => write({ ratio: Number.NaN })).toThrow('ratio')
    expect(() => write({ when: new Date('never') })).toThrow('when')
  })

  it('refuses a missing required field, but only in versions that have it', () => {
    const Later = sequence('Later', { name: required(string, { since: '2010-01-31' }) })
    const inVersion = (version: string) => writeElement({}, 'v', Later, { namespace: 'urn:x', version })
    expect(inVersion('2009-07-31')).toBe('<v xmlns="urn:x"/>')
    expect(() => inVersion('2010-01-31')).toThrow('Later: name is required but has no value')
  })

  it('writes what is frozen once for each type and version, and what is not each time', () => {
    const Part = sequence('Part', { old: optional(string), young: optional(string, { since: '2010-01-31' }) })
    const Other = sequence('Other', { old: optional(string) })
    const Whole = sequence('Whole', { part: optional(Part), other: optional(Other) })
    let read = 0
    const counted = {
      get old() {
        read += 1
        return `a${read}`
      },
      young: 'é<',
    }
    const writeIn = (version: string) =>
      writeElement({ part: counted, other: counted }, 'v', Whole, { namespace: 'urn:x', version })
    const xml = (part: string, other: string) =>
      `<v xmlns="urn:x"><part>${part}</part><other><old>${other}</old></other></v>`
    expect(writeIn('2014-04-03')).toBe(xml('<old>a1</old><young>é&lt;</young>', 'a2'))
    Object.freeze(counted)
    for (let i = 0; i < 2; i++)
      expect(writeIn('2014-04-03')).toBe(xml('<old>a3</old><young>é&lt;</young>', 'a4'))
    for (let i = 0; i < 2; i++) expect(writeIn('2008-01-15')).toBe(xml('<old>a5</old>', 'a6'))
  })
})

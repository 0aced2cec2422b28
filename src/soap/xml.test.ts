import { describe, expect, it } from 'vitest'
import { defaultXmlLimits, parseLargeXml, parseXml, type XmlElement, XmlError } from './xml.ts'

const utf8 = (text: string) => Buffer.from(text, 'utf8')
const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()
const only = (element: XmlElement) => element.children[0]

describe('parseXml', () => {
  it('resolves prefixes and default namespaces', () => {
    const root = parseXml(utf8('<a xmlns="urn:x" xmlns:p="urn:y" k="1" p:k="2"><p:b/><b xmlns=""/><c/></a>'))
    expect(root.children.map(({ name, namespace }) => [name, namespace])).toEqual([
      ['b', 'urn:y'],
      ['b', ''],
      ['c', 'urn:x'],
    ])
    expect(root.attributes).toEqual([
      { name: 'k', namespace: '', value: '1' },
      { name: 'k', namespace: 'urn:y', value: '2' },
    ])
  })

  it('joins text, CDATA and references, and leaves comments out', () => {
    const root = parseXml(utf8('<a>x &amp; <!-- no --><![CDATA[<y>]]>&#x20;&#122;&lt;<b>in</b>!</a>'))
    expect(root.text).toBe('x & <y> z<!')
    expect(only(root)?.text).toBe('in')
  })

  it.each([
    ['UTF-8', utf8('<a>é€</a>')],
    ['UTF-8 with byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), utf8('<a>é€</a>')])],
    [
      'UTF-8 with byte order mark that claims ISO-8859-1',
      utf8('\uFEFF<?xml version="1.0" encoding="ISO-8859-1"?><a>é€</a>'),
    ],
    ['UTF-8 declared in single quotes', utf8("<?xml version='1.0' encoding='utf-8'?><a>é€</a>")],
    ['UTF-16 LE with byte order mark', Buffer.from('\uFEFF<a>é€</a>', 'utf16le')],
    ['UTF-16 LE without', Buffer.from('<?xml version="1.0" encoding="UTF-16"?><a>é€</a>', 'utf16le')],
    ['UTF-16 BE with byte order mark', swapped('\uFEFF<a>é€</a>')],
    ['UTF-16 BE without', swapped('<?xml version="1.0" encoding="UTF-16BE"?><a>é€</a>')],
    ['UTF-8 that claims UTF-16', utf8('<?xml version="1.0" encoding="utf-16"?><a>é€</a>')],
    [
      'windows-1252',
      Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>\u00e9\u0080</a>', 'latin1'),
    ],
    [
      'white space before the declaration',
      Buffer.from(' \r\n<?xml version="1.0" encoding="ISO-8859-1"?><a>\u00e9\u0080</a>', 'latin1'),
    ],
  ])('reads %s', (_name, bytes) => {
    expect(parseXml(bytes).text).toBe('é€')
  })

  it.each([
    ['text', utf8('<a>x</a> stray & < text')],
    ['another element', utf8('<a>x</a><b>')],
    ['bytes of no encoding', Buffer.concat([utf8('<a>x</a>'), Buffer.from([0xff, 0xfe, 0x00])])],
  ])('ignores %s after the root element', (_name, bytes) => {
    expect(parseXml(bytes).text).toBe('x')
  })

  it.each([
    ['a document type', '<!DOCTYPE a><a/>', 'document type'],
    ['an entity', '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', 'document type'],
    ['an unknown entity', '<a>&nbsp;</a>', 'malformed'],
    ['an unknown prefix', '<p:a/>', 'malformed'],
    ['a doubled attribute', '<a k="1" k="2"/>', 'malformed'],
    ['an open element', '<a><b></b>', 'malformed'],
    ['crossed elements', '<a><b></a></b>', /malformed: unexpected close tag\.$/],
    ['no XML', 'hello', 'malformed'],
    ['nothing', '', 'malformed'],
    ['an unknown encoding', '<?xml version="1.0" encoding="EBCDIC"?><a/>', 'encoding'],
  ])('refuses %s', (_name, text, reason) => {
    const parse = () => parseXml(utf8(text))
    expect(parse).toThrow(XmlError)
    expect(parse).toThrow(reason)
  })

  it('refuses bytes inside the root element that are not legal in its encoding', () => {
    const bytes = Buffer.concat([utf8('<a>'), Buffer.from([0xe9]), utf8('</a>')])
    expect(() => parseXml(bytes)).toThrow('not legal in its encoding')
  })

  it('takes what is at a limit and refuses what is beyond', () => {
    const nested = (depth: number) => utf8('<a>'.repeat(depth) + '</a>'.repeat(depth))
    const wide = (elements: number) => utf8(`<a>${'<b/>'.repeat(elements - 1)}</a>`)
    const attributes = (count: number) =>
      utf8(`<a ${Array.from({ length: count }, (_, index) => `k${index}=""`).join(' ')}/>`)
    const limits = { maxBytes: 1000, maxDepth: 5, maxElements: 7, maxAttributes: 3 }
    expect(parseXml(nested(5), limits).name).toBe('a')
    expect(() => parseXml(nested(6), limits)).toThrow('deeper than 5')
    expect(parseXml(wide(7), limits).children).toHaveLength(6)
    expect(() => parseXml(wide(8), limits)).toThrow('more than 7 elements')
    expect(parseXml(attributes(3), limits).attributes).toHaveLength(3)
    expect(() => parseXml(attributes(4), limits)).toThrow('more than 3 attributes')
    expect(parseXml(utf8(`<a>${' '.repeat(993)}</a>`), limits).name).toBe('a')
    expect(() => parseXml(utf8(`<a>${' '.repeat(994)}</a>`), limits)).toThrow('larger than 1000 bytes')
  })

  it('has limits by default', () => {
    const nested = utf8('<a>'.repeat(65) + '</a>'.repeat(65))
    expect(() => parseXml(nested)).toThrow(`deeper than ${defaultXmlLimits.maxDepth}`)
  })
})

describe('parseLargeXml', () => {
  it('reads what parseXml reads, wherever it is cut', async () => {
    const part = '<b k="&lt;\u{1F600}">\r\n&amp;\u{1F600}<![CDATA[]]]>é</b>'
    for (const shift of [0, 1, 2, 3]) {
      const content = part.repeat(3000)
      const root = await parseLargeXml(utf8(`<a>${' '.repeat(shift)}${content}</a>\0<`))
      const texts = new Set(root.children.map(({ text, attributes }) => `${attributes[0]?.value} ${text}`))
      expect([root.children.length, [...texts]]).toEqual([3000, ['<\u{1F600} \n&\u{1F600}]é']])
    }
  })

  it('gives others their turn', async () => {
    let turns = 0
    const timer = setInterval(() => {
      turns += 1
    }, 1)
    await parseLargeXml(utf8(`<a>${'<b>x</b>'.repeat(150_000)}</a>`))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(1)
  })

  it.each([
    ['too many elements', '<b/>'.repeat(1_000_000), 'more than 200000 elements'],
    ['elements too deep', '<a>'.repeat(1_000_000), 'deeper than 64'],
    ['too many attributes', `<b ${'k="" '.repeat(1_000_000)}/>`, 'attribute'],
    ['entities', '&a;', 'malformed'],
  ])('refuses %s', async (_what, content, reason) => {
    await expect(parseLargeXml(utf8(`<a>${content}</a>`))).rejects.toThrow(XmlError)
    await expect(parseLargeXml(utf8(`<a>${content}</a>`))).rejects.toThrow(reason)
  })
})

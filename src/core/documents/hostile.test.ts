import { describe, expect, it } from 'vitest'
import { parsed, textsOf } from './test-parse.ts'

const topic = (body: string) => `<topic id="t"><title>T</title><body>${body}</body></topic>`

/** Each line stands for ten times the one before. */
const aliases = Array.from(
  { length: 12 },
  (_, i) => `a${i}: &a${i} [${i === 0 ? 'x' : `*a${i - 1},`.repeat(10)}]`,
).join('\n')

describe('documents that mean harm, or were damaged', () => {
  it.each([
    ['is cut off', topic('<p>').slice(0, 40), /^Line 1, column 40: it is not well-formed XML/],
    [
      'closes what is not open',
      topic('\n<p></q>'),
      /^Line 2, column \d+: it is not well-formed XML: unexpected close tag/,
    ],
    ['names entities that nobody declared', topic('&nbsp;'), /not well-formed XML: undefined entity/],
    ['is empty', '', /^The file is empty\.$/],
    ['is no DITA', '<html/>', /^Line 1: the root <html> is neither a DITA topic nor a map\.$/],
    [
      'lies about its encoding',
      `<?xml version="1.0" encoding="UTF-16"?>${topic('')}`,
      /says that it is UTF-16/,
    ],
    [
      'has an unknown encoding',
      `<?xml version="1.0" encoding="klingon"?>${topic('')}`,
      /The encoding|the encoding "klingon" is not known/,
    ],
    [
      'nests without end',
      topic('<div>'.repeat(100_000)),
      /elements lie deeper than 256 \(DARKROOM_MAX_DOCUMENT_DEPTH\)/,
    ],
  ])('one that %s fails with the reason', async (_, text, reason) => {
    const document = await parsed('a.dita', text)
    expect(document.failed).toBe(true)
    expect(textsOf(document).at(-1)).toMatch(reason)
    expect(document.messages.at(-1)?.severity).toBe('ERROR')
  })

  it('entities that a file declares stand for nothing, so no bomb goes off', async () => {
    const bomb = Array.from({ length: 30 }, (_, i) => `<!ENTITY b${i + 1} "${`&b${i};`.repeat(10)}">`).join(
      '',
    )
    const text = `<!DOCTYPE topic [<!ENTITY b0 "boom"><!ENTITY file SYSTEM "file:///etc/passwd">${bomb}]>${topic('<p>&b30;&file;</p>')}`
    const document = await parsed('a.dita', text.replace('>T<', '>T&b30;&file;&lt;<'))
    expect(document.failed).toBe(false)
    expect(document.title).toBe('T<')
    expect(textsOf(document)).toEqual([
      'Line 1: the DOCTYPE declares entities (b0, file, b1, b2, b3, b4, b5, b6, b7, b8); they are not expanded.',
    ])
    const long = `<!DOCTYPE topic [${'<!ENTITY a "a">'.repeat(10_000)}]>${topic('')}`
    expect(textsOf(await parsed('a.dita', long))[0]).toContain('at most 65536 are read')
  })

  it.each([
    ['a list', 'a: &a [*a]'],
    ['a mapping', '&a\nself: *a'],
    ['fields of it', 'a: &a\n  b: [1, { c: *a }]'],
    ['more of it at each step', aliases],
  ])('front matter that holds itself is left out with a warning: %s', async (_, yaml) => {
    const document = await parsed('a.md', `---\n${yaml}\n---\n# Title\n`)
    expect(document.failed).toBe(false)
    expect(document.title).toBe('Title')
    expect(document.messages).toEqual([
      {
        severity: 'WARN',
        text: 'Line 1: the front matter repeats aliases without end; it was left out.',
      },
    ])
  })

  it('bytes that are no UTF-8 are told with their line', async () => {
    const bytes = Buffer.concat([Buffer.from('<topic id="t">\n<title>'), Buffer.from([0xc3, 0x28])])
    const document = await parsed('a.dita', bytes)
    expect(textsOf(document)).toEqual(['Line 2 or later: the bytes are no UTF-8 text.'])
    const large = Buffer.concat([Buffer.from(topic('<p>x</p>\n'.repeat(50_000))), Buffer.from([0xff])])
    expect(textsOf(await parsed('a.dita', large))[0]).toMatch(
      /^Line \d+ or later: the bytes are no UTF-8 text/,
    )
  })

  it.each([
    ['utf16le', Buffer.from([0xff, 0xfe])],
    ['utf16le', Buffer.alloc(0)],
    ['latin1', Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?>')],
  ] as const)('other encodings are read: %s', async (encoding, start) => {
    const text = topic('').replace('>T<', '>Ä<')
    expect((await parsed('a.dita', Buffer.concat([start, Buffer.from(text, encoding)]))).title).toBe('Ä')
  })

  it('50 MB are read in bounded memory, also in chunks that end anywhere', async () => {
    const paragraph = `<p id="p%">${'Ä word and another one. '.repeat(20)}<xref href="b.dita"/></p>\n`
    const body = Array.from({ length: 95_000 }, (_, i) => paragraph.replace('%', String(i))).join('')
    const bytes = Buffer.from(topic(body))
    expect(bytes.length).toBeGreaterThan(45_000_000)
    const document = await parsed('a.dita', bytes)
    expect(textsOf(document)).toEqual([])
    expect(document.ids.size).toBe(95_001)
    expect(document.references).toHaveLength(1)
    expect(textsOf(await parsed('a.dita', bytes, { maxBytes: 1000 }))[0]).toMatch(/at most 1000 are read/)
  })

  it('limits hold, and say so', async () => {
    const many = topic(Array.from({ length: 500 }, (_, i) => `<p id="p${i}"/><blink${i}/>`).join(''))
    const document = await parsed('a.dita', many, { maxReferences: 100, maxMessages: 10 })
    expect(document.ids.size).toBe(100)
    expect(document.messages).toHaveLength(11)
    expect(textsOf(document).at(-1)).toMatch(/^\d+ more messages were left out\.$/)
    const elements = await parsed('a.dita', many, { maxElements: 50 })
    expect(textsOf(elements).at(-1)).toContain('more than 50 elements')
  })

  it.each(['a.md', 'a.html', 'a.css'])('%s of 5 MB is read within seconds', async (name) => {
    const piece =
      name === 'a.md' ? '# Head\n\nA [link](b.md) and *more*.\n\n' : '<p id="x">a</p><a href="b.html">b</a>\n'
    const css = '.a { background: url(b.png) }\n'
    const text = (name === 'a.css' ? css : piece).repeat(5_000_000 / 40)
    const document = await parsed(name, text)
    expect(document.failed).toBe(false)
    expect(document.references).toHaveLength(1)
  })

  it('unbalanced brackets and quotes in Markdown and CSS take no time', async () => {
    const begin = performance.now()
    await parsed('a.md', '['.repeat(60_000))
    await parsed('a.md', '*a **b '.repeat(10_000))
    await parsed('a.css', 'url('.repeat(100_000))
    await parsed('a.css', '/*'.repeat(100_000))
    await parsed('a.html', '<a '.repeat(100_000))
    expect(performance.now() - begin).toBeLessThan(10_000)
  })
})

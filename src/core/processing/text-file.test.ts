import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestRun, type TestRun } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(() => run.remove())

describe('XML', () => {
  it.each([
    [
      'a.xml',
      '<?xml version="1.0"?><p:list xmlns:p="urn:x"><p:item/></p:list>',
      'Xml',
      { 'xml.Root': 'list', 'xml.Namespace': 'urn:x' },
    ],
    [
      'a.xsl',
      '<xsl:stylesheet version="2.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>',
      'Xsl',
      { 'xml.Root': 'stylesheet', 'xml.Version': '2.0' },
    ],
    [
      'utf16.xml',
      Buffer.from('\ufeff<?xml version="1.0" encoding="utf-16"?><täg/>', 'utf16le'),
      'Xml',
      { 'xml.Root': 'täg' },
    ],
  ])('%s tells its root', async (name, content, assetType, metadata) => {
    const result = await run.process(name, content, { xmpKeywords: ['k'] })
    expect(result).toMatchObject({
      assetType,
      metadata: { ...metadata, 'dc.subject': '["k"]' },
      warnings: [],
    })
  })

  it('that is not well-formed is kept with a warning', async () => {
    const { warnings, metadata } = await run.process('a.xml', '<?xml version="1.0"?>\n<a><b></a>')
    expect(warnings).toEqual([
      expect.stringMatching(/^"a\.xml" is no XML that can be read: 2:\d+: unexpected close tag\.+$/),
    ])
    expect(metadata['xml.Root']).toBe('a')
  })

  it('with a bomb of entities expands none of them', async () => {
    const entities = Array.from(
      { length: 20 },
      (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`,
    ).join('')
    const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "x">${entities}]><a>&e20;</a>`
    expect((await run.process('a.xml', bomb)).warnings).toEqual([
      '"a.xml" declares XML entities, which nothing here expands.',
    ])
  })

  it('with an entity of another file is not given it', async () => {
    const outside = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    const result = await run.process('a.xml', outside)
    expect(JSON.stringify(result)).not.toContain('root:')
    expect(result.warnings).toHaveLength(1)
  })

  it('of great depth is given up early', async () => {
    const deep = `<?xml version="1.0"?>${'<a>'.repeat(1_000_000)}${'</a>'.repeat(1_000_000)}`
    expect((await run.process('a.xml', deep)).warnings).toEqual([
      '"a.xml" is no XML that can be read: elements lie deeper than 1000.',
    ])
  })
})

describe('WebVTT', () => {
  it('tells its cues and its length', async () => {
    const content =
      'WEBVTT - Title\n\nintro\n00:00.000 --> 00:01.500 line:0\nHello\n\n01:00:02.000 --> 01:00:04.250\nWorld\n'
    expect(await run.process('a.vtt', content)).toMatchObject({
      assetType: 'VideoCaption',
      mimeType: 'text/vtt',
      metadata: { 'caption.Cues': '2', 'caption.Seconds': '3604.25' },
      warnings: [],
    })
  })

  it.each([
    ['line 1 is not "WEBVTT"', 'WEBVTTX\n\n00:00.000 --> 00:01.000\na'],
    ['line 3 is no cue timing', 'WEBVTT\n\n00:00,000 --> 00:01,000\na'],
    ['line 3 ends before it starts', 'WEBVTT\n\n00:02.000 --> 00:01.000\na'],
    ['line 2 should be empty', 'WEBVTT\n00:00.000 --> 00:01.000\na'],
  ])('%s', async (fault, content) => {
    expect((await run.process('a.vtt', content)).warnings).toEqual([`"a.vtt" is no valid WebVTT: ${fault}.`])
  })
})

describe('RTF', () => {
  it('tells its title, author and keywords', async () => {
    const rtf = String.raw`{\rtf1\ansi{\info{\title Gr\'fc\u223?e \{1\}}{\author Ada}{\keywords a, b;c}{\creatim\yr2024}}\pard Text\par}`
    expect(await run.process('a.rtf', rtf)).toMatchObject({
      assetType: 'Rtf',
      metadata: { 'dc.title': 'Grüße {1}', 'dc.creator': 'Ada', 'dc.subject': '["a","b","c"]' },
      warnings: [],
    })
  })

  it('that is cut off, or all brackets, is kept with a warning', async () => {
    for (const rtf of ['{\\rtf1{\\info{\\title A', `{\\rtf1{\\info${'{'.repeat(1_000_000)}`])
      expect((await run.process('a.rtf', rtf)).warnings).toEqual([
        '"a.rtf" is cut off: groups of it are not closed.',
      ])
  })
})

it.each([
  ['a.css', 'a { background: url(b.png) }', 'Css', 'text/css'],
  ['a.js', 'export const a = 1', 'Javascript', 'text/javascript'],
])('%s is kept as it is, whatever cssOptions say', async (name, content, assetType, mimeType) => {
  const result = await run.process(name, content, { cssOptions: { forceStaticImages: true } })
  expect(result).toEqual({ assetType, mimeType, metadata: {}, derived: [], warnings: [] })
})

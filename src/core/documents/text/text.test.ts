import { describe, expect, it } from 'vitest'
import { parsed, textsOf } from '../test-parse.ts'

describe('Markdown', () => {
  it('gives front matter, headings as ids, links and images with their lines', async () => {
    const document = await parsed(
      'a.md',
      [
        '---',
        'title: From the front',
        'author: [Ann, Bo]',
        'tags: x, y',
        'lang: en',
        'weight: 3',
        '---',
        '# First heading',
        '',
        'Text with [one](b.md#part) and',
        '![two](img/c.png "t") and [three][ref].',
        '',
        '## First heading',
        '### Über `code`! {#own}',
        '<a id="anchor" href="d.html">x</a>',
        '',
        '```',
        '[no](no.md)',
        '```',
        '',
        '[ref]: e.md',
      ].join('\n'),
    )
    expect(textsOf(document)).toEqual([])
    expect(document.metadata).toEqual({
      'dc.title': 'From the front',
      'dc.creator': '["Ann","Bo"]',
      'dc.subject': '["x","y"]',
      'dc.language': 'en',
      'frontmatter.weight': '3',
    })
    expect([...document.ids]).toEqual(['first-heading', 'first-heading-1', 'über-code', 'own', 'anchor'])
    expect(
      document.references.map(({ kind, path, fragment, lines }) => [kind, path, fragment, lines[0]]),
    ).toEqual([
      ['link', 'Demo/x/b.md', 'part', 10],
      ['image', 'Demo/x/img/c.png', undefined, 11],
      ['link', 'Demo/x/e.md', undefined, 11],
      ['link', 'Demo/x/d.html', undefined, 15],
    ])
  })

  it('of great length is read in pieces with the right lines', async () => {
    const filler = 'A paragraph of some words.\n\n'.repeat(10_000)
    const fence = `\`\`\`\n${'# no heading\n\n'.repeat(20_000)}\`\`\`\n`
    const { references, ids } = await parsed(
      'a.md',
      `[a][later]\n\n${filler}${fence}\n# End\n\n[b](b.md)\n\n[later]: l.md\n`,
    )
    expect([...ids]).toEqual(['end'])
    expect(references.map(({ raw, lines }) => [raw, lines[0]])).toEqual([
      ['l.md', 1],
      ['b.md', 1 + 1 + 20_000 + 40_002 + 4],
    ])
  })

  it('with broken front matter is told', async () => {
    expect(textsOf(await parsed('a.md', '---\na: [\n---\n# T\n'))[0]).toMatch(
      /^Line \d: the front matter is no valid YAML/,
    )
    const bomb = `a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b, *b]\nd: [*c, *c, *c, *c, *c, *c]`
    expect(textsOf(await parsed('a.md', `---\n${bomb}\n---\n`))[0]).toMatch(
      /^Line 1: the front matter repeats aliases/,
    )
  })
})

describe('HTML', () => {
  it('gives title, meta, ids and links with their lines', async () => {
    const document = await parsed(
      'a.html',
      [
        '<!doctype html><html lang="fr"><head><title>A &amp; B</title>',
        '<meta name="Author" content="Ann"><meta name="keywords" content="k, l"><link rel="stylesheet" href="/content/dam/Demo/s.css">',
        '<style>@import "more.css"; body {',
        'background: url("bg.png") }</style></head><body>',
        '<p id="p">x<p id="p"><a name="old" href="b.html#c">y</a><a href="#p">z</a><a href="mailto:a@b.c">m</a>',
        '<img src="i.png" srcset="j.png 2x, https://x.y/k.png 3x">',
      ].join('\n'),
    )
    expect(textsOf(document)).toEqual(['Line 5: the id "p" is there twice.'])
    expect(document.metadata).toEqual({
      'dc.title': 'A & B',
      'dc.creator': '["Ann"]',
      'dc.subject': '["k","l"]',
      'dc.language': 'fr',
    })
    expect([...document.ids]).toEqual(['p', 'old'])
    expect(
      document.references.map(({ kind, path, fragment, lines }) => [kind, path, fragment, lines[0]]),
    ).toEqual([
      ['style', 'Demo/s.css', undefined, 2],
      ['style', 'Demo/x/more.css', undefined, 3],
      ['image', 'Demo/x/bg.png', undefined, 4],
      ['link', 'Demo/x/b.html', 'c', 5],
      ['link', undefined, 'p', 5],
      ['image', 'Demo/x/i.png', undefined, 6],
      ['image', 'Demo/x/j.png', undefined, 6],
    ])
  })

  it('without a title is told', async () => {
    expect(textsOf(await parsed('a.htm', '<p>x'))).toEqual(['The page has no title.'])
  })
})

describe('style sheets', () => {
  it('give what they use', async () => {
    const { references } = await parsed(
      'a.css',
      '@import url(b.css);\n/* url(no.png) */ a { background: url( "c.png" ), url(data:image/png;base64,AA==) }\nb::after { content: "url(no.png)" }\nc { src: url(\'../f.woff\') }',
    )
    expect(references.map(({ kind, path, lines }) => [kind, path, lines[0]])).toEqual([
      ['style', 'Demo/x/b.css', 1],
      ['image', 'Demo/x/c.png', 2],
      ['image', 'Demo/f.woff', 4],
    ])
  })
})

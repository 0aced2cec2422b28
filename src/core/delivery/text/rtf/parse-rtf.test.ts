import { describe, expect, it } from 'vitest'
import type { FormattedText } from '../formatted-text.ts'
import { parseRtf } from './parse-rtf.ts'

/** Each paragraph as its texts, line breaks as slashes. */
function textsOf({ paragraphs }: FormattedText): string[] {
  return paragraphs.map(({ runs }) => runs.map(({ text }) => text.replaceAll('\n', '/')).join(''))
}

function runsOf(rtf: string) {
  return parseRtf(rtf).paragraphs.flatMap(({ runs }) => runs)
}

describe('parseRtf', () => {
  it.each([
    ['plain text', 'a b', ['a b']],
    ['nothing', '', ['']],
    ['groups and unknown commands', '{\\rtf1\\ansi\\deff0 {\\x5 a}b}', ['ab']],
    ['paragraphs and line breaks', 'a\\par b\\line c\\par', ['a', 'b/c']],
    ['raw line ends as nothing', 'a\r\nb', ['ab']],
    ['a line end behind a backslash', 'a\\\nb', ['a', 'b']],
    ['escapes', '\\{a\\}\\\\\\~b\\_c', ['{a}\\\u00a0b\u2011c']],
    ['bytes of Windows', "caf\\'e9 \\'80", ['café €']],
    ['Unicode with a replacement', '\\u8364?1\\u-10179 ?\\u-8704 ?', ['€1\ud83d\ude00']],
    ['Unicode with longer replacements', "\\uc2\\u8364\\'a0\\'a0x{\\uc0\\u8364 y}", ['€x€y']],
    ['named characters', 'a\\endash b\\bullet c\\tab d', ['a\u2013b\u2022c    d']],
    [
      'no tables and other hidden groups',
      '{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red1;}{\\*\\generator x;}{\\info y}z',
      ['z'],
    ],
    [
      'commands that are called like something of JavaScript',
      'a{\\constructor b}\\lastconstructor c',
      ['abc'],
    ],
    ['what is cut short', '{\\b a', ['a']],
    ['too many braces', '}}a}', ['a']],
  ])('takes %s', (_what, rtf, texts) => expect(textsOf(parseRtf(rtf))).toEqual(texts))

  it('styles what follows, to the end of the group', () => {
    const [a, b, c, d] = runsOf('\\fs48a{\\b\\i\\ul b}\\b1\\ulnone c\\b0\\plain d')
    expect(a?.style).toMatchObject({ points: 24, bold: false, underline: false })
    expect(b?.style).toMatchObject({ points: 24, bold: true, italic: true, underline: true })
    expect(c?.style).toMatchObject({ bold: true, italic: false, underline: false })
    expect(d?.style).toMatchObject({ points: 12, bold: false })
  })

  it('knows fonts and colors by their place in the tables', () => {
    const [a, b] = runsOf(
      '{\\fonttbl{\\f0\\fnil\\fcharset0 Arial;}{\\f3 Courier New;}}{\\colortbl;\\red255\\green0\\blue0;\\red0\\green128\\blue0;}\\f3\\cf2a\\f0\\cf1 b',
    )
    expect(a?.style).toMatchObject({ font: 'Courier New', color: { r: 0, g: 128, b: 0, alpha: 1 } })
    expect(b?.style).toMatchObject({ font: 'Arial', color: { r: 255, g: 0, b: 0, alpha: 1 } })
  })

  it('prefers the colors of Image Serving, and converts inks', () => {
    const [a, b] = runsOf(
      '{\\*\\iscolortbl;00ff0080;}{\\cmykcolortbl;\\cyan0\\magenta100\\yellow100\\black0;\\cyan0\\magenta0\\yellow0\\black100;}\\cf1a\\cf2b',
    )
    expect(a?.style.color).toEqual({ r: 0, g: 255, b: 0, alpha: 128 / 255 })
    expect(b?.style.color).toEqual({ r: 0, g: 0, b: 0, alpha: 1 })
  })

  it('knows how paragraphs lie', () => {
    const { paragraphs, margins, vertical } = parseRtf(
      '{\\margl200\\margt100\\vertalc\\qc\\sb40\\sl-400 a\\par\\pard\\qj\\lastqr\\li20\\fi-20\\sl480\\slmult1 b}',
    )
    expect(paragraphs[0]?.style).toMatchObject({ align: 'center', before: 2, spacing: { points: -20 } })
    expect(paragraphs[1]?.style).toMatchObject({
      align: 'justify',
      lastLine: 'right',
      leftIndent: 1,
      firstIndent: -1,
      before: 0,
      spacing: { multiple: 2 },
    })
    expect([margins.left, margins.top, vertical]).toEqual([10, 5, 'center'])
  })
})

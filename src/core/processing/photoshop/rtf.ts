import type { TextFacts, TextRun } from './text-facts.ts'

const alignments = { left: '\\ql', center: '\\qc', right: '\\qr', justify: '\\qj' } as const

/** Text as the RTF that Image Serving reads (`textPs=`); half points, of which 144 are 72 pixels. Not encoded for a URL. */
export function rtfOf({ runs, align, text }: TextFacts): string {
  const fonts = [...new Set(runs.flatMap(({ font }) => font ?? []))]
  const colors = [...new Set(runs.map(colorEntry))]
  const fontTable = fonts.map((font, i) => `{\\f${i} ${escaped(font)};}`).join('')
  const body = runs.map((run, i) => {
    const last = i === runs.length - 1
    const shown = last && text.endsWith('\n') ? { ...run, text: run.text.replace(/\n+$/, '') } : run
    return runOf(shown, fonts, colors)
  })
  return `{\\rtf1\\ansi${fonts.length > 0 ? `{\\fonttbl${fontTable}}` : ''}{\\colortbl;${colors.join('')}}\\pard${alignments[align]}${body.join('')}}`
}

function runOf(run: TextRun, fonts: readonly string[], colors: readonly string[]): string {
  const look = [
    ...(run.font === undefined ? [] : [`\\f${fonts.indexOf(run.font)}`]),
    `\\fs${Math.max(1, Math.round(2 * run.size))}`,
    `\\cf${colors.indexOf(colorEntry(run)) + 1}`,
    ...(run.leading === undefined ? [] : [`\\sl-${Math.round(20 * run.leading)}`]),
    ...(run.bold ? ['\\b'] : []),
    ...(run.italic ? ['\\i'] : []),
    ...(run.underline ? ['\\ul'] : []),
  ].join('')
  const off = `${run.bold ? '\\b0' : ''}${run.italic ? '\\i0' : ''}${run.underline ? '\\ulnone' : ''}`
  return `${look} ${escaped(run.text)}${off === '' ? '' : `${off} `}`
}

function colorEntry({ color: [red, green, blue] }: TextRun): string {
  return `\\red${red}\\green${green}\\blue${blue};`
}

/** RTF takes its own characters with a backslash, and those beyond ASCII as signed numbers of 16 bits. */
function escaped(text: string): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const character = text.charAt(i)
    const code = text.charCodeAt(i)
    if (character === '\n') out += '\\par '
    else if ('\\{}'.includes(character)) out += `\\${character}`
    else if (code < 128) out += character
    else out += `\\u${code > 32_767 ? code - 65_536 : code}?`
  }
  return out
}

/** Commands that stand for characters. */
export const namedCharacters: ReadonlyMap<string, string> = new Map(
  Object.entries({
    line: '\n',
    tab: '    ',
    bullet: '\u2022',
    endash: '\u2013',
    emdash: '\u2014',
    lquote: '\u2018',
    rquote: '\u2019',
    ldblquote: '\u201c',
    rdblquote: '\u201d',
    emspace: '\u2003',
    enspace: '\u2002',
  }),
)

/** Characters that stand behind a backslash. */
export const escapedCharacters: Readonly<Record<string, string>> = {
  '\\': '\\',
  '{': '{',
  '}': '}',
  '~': '\u00a0',
  _: '\u2011',
  '-': '\u00ad',
}

const windows1252 = new TextDecoder('windows-1252')

/** The character of a byte in `\'`. */
export function windowsCharacter(code: number): string {
  return windows1252.decode(Uint8Array.of(code))
}

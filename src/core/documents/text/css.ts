import { linkTarget } from '../link-target.ts'
import type { ParsedDocument } from '../parsed-document.ts'
import { newLines } from './encoding.ts'

/** Comments and strings are stepped over; what is left are `@import` and `url()`. */
const token =
  /\/\*[\s\S]*?(?:\*\/|$)|@import\s+(?:"([^"\n]*)"|'([^'\n]*)')|(@import\s+)?\burl\(\s*(?:"([^"\n]*)"|'([^'\n]*)'|([^"'()\s]*))\s*\)|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'/gi

/** Adds the files that a style sheet uses. `line` is that of its first one. */
export function readCss(document: ParsedDocument, text: string, folder: string, line: number): void {
  let at = 0
  let now = line
  for (const match of text.matchAll(token)) {
    const [, double, single, imports, inDouble, inSingle, plain] = match
    const raw = double ?? single ?? inDouble ?? inSingle ?? plain
    if (raw === undefined || raw === '') continue
    now += newLines(text, at, match.index)
    at = match.index
    const target = linkTarget(raw, folder)
    if (target?.path === undefined) continue
    const isStyle = double !== undefined || single !== undefined || imports !== undefined
    document.addReference({
      kind: isStyle ? 'style' : 'image',
      raw,
      line: now,
      path: target.path,
      fragment: undefined,
      key: undefined,
      holders: undefined,
    })
  }
}

import type { PageRect, PageWord } from './page-data.ts'
import { type PageSpace, round } from './page-space.ts'
import type { Pdfium } from './pdfium.ts'
import type { Scratch } from './scratch.ts'

/** The most characters of a page that are read. */
export const maxPageCharacters = 500_000
/** A word that is longer goes on as the next one, in characters. */
const maxWordLength = 256

const separator = /[\s\p{Cc}\p{Zs}\ufffe\uffff]/u

/** The words of a page in its reading order, with where they stand. A word over two lines becomes two. */
export function readWords(pdfium: Pdfium, scratch: Scratch, page: number, space: PageSpace): PageWord[] {
  const text = pdfium._FPDFText_LoadPage(page)
  if (text === 0) return []
  try {
    const words: PageWord[] = []
    let word = ''
    let place: PageRect | undefined
    const end = () => {
      if (word.trim() !== '' && place) words.push({ text: word, ...place })
      word = ''
      place = undefined
    }
    const count = Math.min(pdfium._FPDFText_CountChars(text), maxPageCharacters)
    for (let index = 0; index < count; index++) {
      const code = pdfium._FPDFText_GetUnicode(text, index)
      const character = code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
      if (character === '' || separator.test(character)) {
        end()
        continue
      }
      const box = characterBox(pdfium, scratch, text, index, space)
      if (!box) continue
      if (word.length >= maxWordLength || (place && !besides(place, box))) end()
      word += character
      place = place ? around(place, box) : box
    }
    end()
    return words
  } finally {
    pdfium._FPDFText_ClosePage(text)
  }
}

function characterBox(pdfium: Pdfium, scratch: Scratch, text: number, index: number, space: PageSpace) {
  if (pdfium._FPDFText_GetLooseCharBox(text, index, scratch.pointer(2)) === 0) return undefined
  const [left = 0, top = 0, right = 0, bottom = 0] = scratch.floats(8).slice(4)
  return space.rect(left, bottom, right, top)
}

/** On the same line or column: the boxes share some of their height or of their width. */
function besides(a: PageRect, b: PageRect): boolean {
  const rows = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y)
  const columns = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x)
  return rows > 0 || columns > 0
}

function around(a: PageRect, b: PageRect): PageRect {
  const x = Math.min(a.x, b.x)
  const y = Math.min(a.y, b.y)
  return {
    x,
    y,
    w: round(Math.max(a.x + a.w, b.x + b.w) - x),
    h: round(Math.max(a.y + a.h, b.y + b.h) - y),
  }
}

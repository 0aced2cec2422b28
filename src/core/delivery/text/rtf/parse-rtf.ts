import type { FormattedText, Paragraph, ParagraphStyle, TextRun, TextStyle } from '../formatted-text.ts'
import { plainCharacters, styleCharacters } from './character-style.ts'
import { escapedCharacters, namedCharacters, windowsCharacter } from './characters.ts'
import { ColorTable } from './color-table.ts'
import { plainDocument, styleDocument } from './document-style.ts'
import { FontTable } from './font-table.ts'
import { plainParagraph, styleParagraph } from './paragraph-style.ts'
import { placeOf, type RtfPlace } from './place.ts'
import { type RtfToken, rtfTokens } from './tokens.ts'

/**
 * Reads RTF as the reference lists it for text layers; text without any command is plain text. Unknown commands and whatever is
 * malformed are passed over, so that there is always text to show.
 */
export function parseRtf(source: string): FormattedText {
  const reader = new RtfReader()
  for (const token of rtfTokens(source)) reader.take(token)
  return reader.end()
}

/** What holds to the end of a group. */
interface GroupState {
  readonly style: TextStyle
  readonly paragraph: ParagraphStyle
  readonly place: RtfPlace
  /** Characters that stand for one `\u` in older readers. */
  readonly unicodeSkip: number
}

class RtfReader {
  #state: GroupState = { style: plainCharacters, paragraph: plainParagraph, place: 'text', unicodeSkip: 1 }
  readonly #outer: GroupState[] = []
  readonly #tables = { fonts: new FontTable(), colors: new ColorTable() }
  #starred = false
  /** Characters to pass over, which stand for the newest `\u`. */
  #skip = 0
  #runs: TextRun[] = []
  /** That of the newest text: the group that it stood in may have ended with it. */
  #lastParagraph: ParagraphStyle = plainParagraph
  readonly #paragraphs: Paragraph[] = []
  #document = plainDocument

  take(token: RtfToken): void {
    switch (token.kind) {
      case 'open':
        this.#outer.push(this.#state)
        break
      case 'close':
        this.#close()
        break
      case 'command':
        this.#command(token.word, token.parameter)
        break
      case 'symbol':
        this.#symbol(token.symbol)
        break
      case 'byte':
        this.#character(windowsCharacter(token.code))
        break
      case 'text':
        this.#text(token.text)
        break
    }
  }

  end(): FormattedText {
    if (this.#runs.length > 0 || this.#paragraphs.length === 0) this.#endParagraph()
    return { paragraphs: this.#paragraphs, ...this.#document }
  }

  #close(): void {
    if (this.#state.place === 'isColors') this.#tables.colors.endOwn()
    this.#state = this.#outer.pop() ?? this.#state
    this.#starred = false
    this.#skip = 0
  }

  #symbol(symbol: string): void {
    if (symbol === '*') this.#starred = true
    else if (symbol === '\n' || symbol === '\r') this.#endParagraph()
    else this.#character(escapedCharacters[symbol] ?? '')
  }

  /** One character that may be the replacement of a `\u`. */
  #character(character: string): void {
    if (this.#skip > 0) this.#skip--
    else this.#text(character)
  }

  #text(text: string): void {
    const shown = this.#skip > 0 ? text.slice(this.#skip) : text
    this.#skip = Math.max(0, this.#skip - text.length)
    if (shown === '') return
    const { place, style, paragraph } = this.#state
    const { fonts, colors } = this.#tables
    if (place === 'fonts') fonts.text(shown)
    else if (place === 'colors') colors.text(shown, 'rgb')
    else if (place === 'cmykColors') colors.text(shown, 'inks')
    else if (place === 'isColors') colors.ownText(shown)
    else if (place === 'text') {
      this.#runs.push({ text: shown, style })
      this.#lastParagraph = paragraph
    }
  }

  #command(word: string, parameter: number | undefined): void {
    const place = placeOf(word, this.#starred)
    if (place) {
      this.#state = { ...this.#state, place }
      this.#starred = false
    } else if (this.#state.place === 'fonts') this.#tables.fonts.command(word, parameter ?? 0)
    else if (this.#state.place === 'colors' || this.#state.place === 'cmykColors')
      this.#tables.colors.command(word, parameter ?? 0)
    else if (this.#state.place !== 'isColors') this.#textCommand(word, parameter)
  }

  #textCommand(word: string, parameter: number | undefined): void {
    const character = namedCharacters.get(word)
    if (word === 'u') this.#unicode(parameter ?? 0)
    else if (word === 'par') this.#endParagraph()
    else if (character !== undefined) this.#character(character)
    else {
      const { style, paragraph, unicodeSkip } = this.#state
      this.#state = {
        ...this.#state,
        style: styleCharacters(style, word, parameter, this.#tables),
        paragraph: styleParagraph(paragraph, word, parameter ?? 0),
        unicodeSkip: word === 'uc' ? Math.max(0, parameter ?? 1) : unicodeSkip,
      }
      this.#document = styleDocument(this.#document, word, parameter ?? 0)
    }
  }

  #unicode(code: number): void {
    this.#text(String.fromCharCode(code < 0 ? code + 65_536 : code))
    this.#skip = this.#state.unicodeSkip
  }

  #endParagraph(): void {
    if (this.#state.place !== 'text') return
    const style = this.#runs.length > 0 ? this.#lastParagraph : this.#state.paragraph
    this.#paragraphs.push({ style, runs: this.#runs })
    this.#runs = []
  }
}

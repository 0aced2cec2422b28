import type { Rgba } from '../../layer-wish.ts'
import { parseRgba } from '../../query/color.ts'

export const black: Rgba = Object.freeze({ r: 0, g: 0, b: 0, alpha: 1 })

/** `{\colortbl ...}` and `{\cmykcolortbl ...}`, and the table of Image Serving, `{\*\iscolortbl ...}`, which goes before both. */
export class ColorTable {
  readonly #colors: Rgba[] = []
  readonly #ownColors: Rgba[] = []
  #parts: Record<string, number> = {}
  #ownColor = ''

  /** A command in the first two: one part of the newest color. */
  command(word: string, parameter: number): void {
    this.#parts[word] = parameter
  }

  /** Text in the first two: semicolons end colors. */
  text(text: string, kind: 'rgb' | 'inks'): void {
    for (const character of text) if (character === ';') this.#endColor(kind)
  }

  /** Text in the table of Image Serving. */
  ownText(text: string): void {
    for (const character of text)
      if (character === ';') this.#endOwnColor()
      else this.#ownColor += character
  }

  /** The end of the table of Image Serving, whose last color may have no semicolon. */
  endOwn(): void {
    if (this.#ownColor !== '') this.#endOwnColor()
  }

  /** Black, where no table has the number. */
  colorOf(number: number): Rgba {
    return this.#ownColors[number] ?? this.#colors[number] ?? black
  }

  #endColor(kind: 'rgb' | 'inks'): void {
    this.#colors.push(kind === 'inks' ? fromInks(this.#parts) : fromRgb(this.#parts))
    this.#parts = {}
  }

  #endOwnColor(): void {
    this.#ownColors.push(parseRgba(this.#ownColor.trim()) ?? black)
    this.#ownColor = ''
  }
}

function fromRgb({ red = 0, green = 0, blue = 0 }: Record<string, number>): Rgba {
  return { r: byte(red), g: byte(green), b: byte(blue), alpha: 1 }
}

/** Inks in percent. */
function fromInks({ cyan = 0, magenta = 0, yellow = 0, black: key = 0 }: Record<string, number>): Rgba {
  const left = (ink: number) => byte(Math.round(255 * (1 - ink / 100) * (1 - key / 100)))
  return { r: left(cyan), g: left(magenta), b: left(yellow), alpha: 1 }
}

function byte(value: number): number {
  return Math.min(255, Math.max(0, value))
}

import type { Pdfium } from './pdfium.ts'

/** The most bytes that a text result of PDFium may have. */
const maxTextBytes = 1_000_000
const scratchBytes = 64

/** A little memory of PDFium for the results that it writes through pointers. */
export class Scratch {
  readonly #pdfium: Pdfium
  readonly #at: number

  constructor(pdfium: Pdfium) {
    this.#pdfium = pdfium
    this.#at = pdfium._malloc(scratchBytes)
  }

  /** Of the place `index` in steps of 8 bytes. */
  pointer(index = 0): number {
    return this.#at + 8 * index
  }

  int(index = 0): number {
    return this.#pdfium.HEAP32[this.pointer(index) >> 2] ?? 0
  }

  setInt(value: number): void {
    this.#pdfium.HEAP32[this.#at >> 2] = value
  }

  /** `count` 32-bit floats from the beginning. */
  floats(count: number): number[] {
    return [...this.#pdfium.HEAPF32.subarray(this.#at >> 2, (this.#at >> 2) + count)]
  }

  /** A text that PDFium writes into a buffer, asked for its size in bytes first; closing zeros are taken off. */
  text(encoding: 'utf-16le' | 'utf-8', write: (buffer: number, bytes: number) => number): string {
    const bytes = Math.min(write(0, 0), maxTextBytes)
    if (bytes <= 0) return ''
    const buffer = this.#pdfium._malloc(bytes)
    if (buffer === 0) return ''
    try {
      write(buffer, bytes)
      return new TextDecoder(encoding)
        .decode(this.#pdfium.HEAPU8.slice(buffer, buffer + bytes))
        .replace(/\0+$/, '')
    } finally {
      this.#pdfium._free(buffer)
    }
  }

  /** Lends `use` an ASCII text with its closing zero. */
  withAscii<T>(text: string, use: (pointer: number) => T): T {
    const bytes = Buffer.from(`${text}\0`, 'latin1')
    const pointer = this.#pdfium._malloc(bytes.length)
    this.#pdfium.HEAPU8.set(bytes, pointer)
    try {
      return use(pointer)
    } finally {
      this.#pdfium._free(pointer)
    }
  }
}

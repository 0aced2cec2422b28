import type { PageRect } from './page-data.ts'
import type { Pdfium } from './pdfium.ts'
import type { Scratch } from './scratch.ts'

/** Steps that a page's width and height are divided into: PDFium gives whole ones. */
const steps = 1_000_000

/** Turns points of a page's own space (crop, rotation and all) into parts of the upright page, 0 to 1. */
export class PageSpace {
  readonly #pdfium: Pdfium
  readonly #scratch: Scratch
  readonly #page: number

  constructor(pdfium: Pdfium, scratch: Scratch, page: number) {
    this.#pdfium = pdfium
    this.#scratch = scratch
    this.#page = page
  }

  /** Points outside the page come to lie on its edge. */
  point(x: number, y: number): [number, number] {
    const scratch = this.#scratch
    this.#pdfium._FPDF_PageToDevice(
      this.#page,
      0,
      0,
      steps,
      steps,
      0,
      x,
      y,
      scratch.pointer(0),
      scratch.pointer(1),
    )
    return [part(scratch.int(0)), part(scratch.int(1))]
  }

  /** The upright rectangle around two opposite corners. */
  rect(left: number, bottom: number, right: number, top: number): PageRect {
    const [x1, y1] = this.point(left, bottom)
    const [x2, y2] = this.point(right, top)
    return {
      x: Math.min(x1, x2),
      y: Math.min(y1, y2),
      w: round(Math.abs(x2 - x1)),
      h: round(Math.abs(y2 - y1)),
    }
  }
}

function part(value: number): number {
  return Math.min(Math.max(value / steps, 0), 1)
}

/** To the precision of a step. */
export function round(value: number): number {
  return Math.round(value * steps) / steps
}

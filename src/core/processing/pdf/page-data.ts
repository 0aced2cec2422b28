/** A rectangle on an upright page; parts of its width and height, 0 to 1, from the top left corner. */
export interface PageRect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A word as it stands on a page. */
export interface PageWord extends PageRect {
  readonly text: string
}

/** An area of a page that leads elsewhere. */
export interface PageLink {
  /** Corners on the page, as in `PageRect`: x and y in turn, at least four of them. */
  readonly corners: readonly number[]
  /** True: the corners are those of an upright rectangle. */
  readonly upright: boolean
  /** An address as the file has it, the index of a page from 0, or an action of another kind (a script, a program). */
  readonly target: { readonly url: string } | { readonly page: number } | { readonly action: number }
}

/** What the document says of itself; absent fields are missing or empty. */
export type DocumentInfo = Readonly<
  Partial<
    Record<
      | 'Title'
      | 'Author'
      | 'Subject'
      | 'Keywords'
      | 'Creator'
      | 'Producer'
      | 'CreationDate'
      | 'ModDate'
      | 'Trapped',
      string
    >
  >
>

/** The pixels of a page, upright, by rows without padding. */
export interface PagePixels {
  readonly data: Uint8Array<ArrayBuffer>
  readonly width: number
  readonly height: number
  /** Gray, RGB, or RGB with straight alpha. */
  readonly channels: 1 | 3 | 4
  /** How much of the page repeats the pixel beside it, 0 (noise) to 1 (one colour). */
  readonly flatness: number
}

export interface RenderedPage {
  readonly pixels: PagePixels
  /** Empty where they were not asked for. */
  readonly words: readonly PageWord[]
  readonly links: readonly PageLink[]
}

import { DarkroomError } from '../../errors.ts'

/** Counts the pixels that the layers of one request take, so that a short request can not keep a server busy for long. */
export class PixelBudget {
  readonly #most: number
  #left: number

  /** @param most pixels, over all layers */
  constructor(most: number) {
    this.#most = most
    this.#left = most
  }

  /** Throws `too-large` when more is drawn than there may be. */
  spend(pixels: number): void {
    this.#left -= pixels
    if (this.#left >= 0) return
    throw new DarkroomError(
      'too-large',
      `The layers of this request have more than ${this.#most} pixels to draw; ask for a smaller reply or fewer layers.`,
      { field: 'layer' },
    )
  }
}

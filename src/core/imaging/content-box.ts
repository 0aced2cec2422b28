import type { IsBackground, Samples } from './background.ts'

/** In pixels from the top left corner. */
export interface Box {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

/** Finds the smallest box around what is no background, from the rows of a picture in their order. */
export interface ContentBox {
  /** The next row. Looks only at the margins as they are known so far, so most rows cost little. */
  add(row: Samples): void
  /** Undefined: all is background. */
  box(): Box | undefined
}

/** For rows of `width` pixels of `channels` samples. */
export function contentBox(width: number, channels: number, isBackground: IsBackground): ContentBox {
  let rows = 0
  let top = -1
  let bottom = -1
  let left = width
  let right = -1
  return {
    add: (row) => {
      const y = rows++
      let from = 0
      while (from < width && isBackground(row, from * channels)) from++
      if (from === width) return
      if (top === -1) top = y
      bottom = y
      left = Math.min(left, from)
      let to = width - 1
      while (to > right && isBackground(row, to * channels)) to--
      right = Math.max(right, to)
    },
    box: () => (top === -1 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 }),
  }
}

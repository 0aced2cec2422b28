import { tileSide } from '../imaging/pyramid.ts'
import type { Rect, Size } from './rect.ts'

/** A level of a pyramid and the part of it that is wanted. */
export interface LevelRead {
  /** 0 is the full image, each next level has half the sides of the one before. */
  readonly level: number
  /** In pixels of the level, never empty. */
  readonly rect: Rect
}

/** The size of a level: both sides halved `level` times, rounded down each time, as libvips writes them. */
export function levelSize(full: Size, level: number): Size {
  return {
    width: Math.max(1, Math.floor(full.width / 2 ** level)),
    height: Math.max(1, Math.floor(full.height / 2 ** level)),
  }
}

/** How many levels libvips writes: it halves until a level fits in one tile, or has a side of one pixel. */
export function pyramidLevels(full: Size): number {
  let level = 0
  let size = full
  while (Math.max(size.width, size.height) > tileSide && Math.min(size.width, size.height) > 1) {
    level++
    size = levelSize(full, level)
  }
  return level + 1
}

/**
 * The smallest level in which `source` (pixels of the full image) is not smaller than `scaled`; the full image when
 * there is none. A level that misses a pixel only because libvips rounds down counts as large enough: half of 3001
 * rows is 1500 in the level and 1501 in a view at half size.
 * @param levels how many levels the pyramid has, 1 or more
 */
export function chooseLevel(full: Size, levels: number, source: Rect, scaled: Size): LevelRead {
  for (let level = levels - 1; level > 0; level--) {
    const factor = 2 ** level
    if (
      Math.ceil(source.width / factor) >= scaled.width &&
      Math.ceil(source.height / factor) >= scaled.height
    ) {
      return { level, rect: levelRect(full, level, source) }
    }
  }
  return { level: 0, rect: source }
}

function levelRect(full: Size, level: number, rect: Rect): Rect {
  const size = levelSize(full, level)
  const factor = 2 ** level
  const x = Math.min(size.width - 1, Math.round(rect.x / factor))
  const y = Math.min(size.height - 1, Math.round(rect.y / factor))
  const right = Math.min(size.width, Math.round((rect.x + rect.width) / factor))
  const bottom = Math.min(size.height, Math.round((rect.y + rect.height) / factor))
  return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) }
}

import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import { maxJpegSide } from '../image/pyramid-options.ts'
import type { PageSize } from './open-document.ts'

/** The resolution of pages that are asked for without one, in pixels per inch (facts: PDFOptions). */
export const defaultPageResolution = 72
/** What a resolution may be, in pixels per inch; beyond, the nearer end is taken. */
export const minPageResolution = 1
export const maxPageResolution = 2400

const pointsPerInch = 72

export interface PagePlan {
  /** In pixels. */
  readonly width: number
  readonly height: number
  /** Pixels per inch that come out: less than was asked for where the page would be too large. */
  readonly resolution: number
}

/** The size in pixels that a page gets. One that would have more than `maxPixels` is made smaller, in its proportions. */
export function planPage({ width, height }: PageSize, resolution: number, maxPixels: number): PagePlan {
  const scale = resolution / pointsPerInch
  const [wide, high] = [width * scale, height * scale]
  const shrink = Math.min(1, Math.sqrt(maxPixels / (wide * high)), maxJpegSide / Math.max(wide, high))
  return {
    width: side(wide * shrink),
    height: side(high * shrink),
    resolution: shrink === 1 ? resolution : Math.round(resolution * shrink * 1000) / 1000,
  }
}

/** Down where it was shrunk, so that the limit holds. */
function side(pixels: number): number {
  return Math.max(1, Math.round(pixels - 0.001))
}

/** The resolution to draw at, with a warning where it is not what was asked for. Throws `invalid-parameter` for no number. */
export function pageResolution(
  asked: number | undefined,
  field: string,
): { readonly resolution: number; readonly warning?: NestedMessage } {
  if (asked === undefined || asked === 0) return { resolution: defaultPageResolution }
  if (!Number.isFinite(asked) || asked < 0)
    throw new DarkroomError('invalid-parameter', say('resolutionWrong', { field, value: asked }), {
      field,
    })
  const resolution = Math.min(Math.max(asked, minPageResolution), maxPageResolution)
  return resolution === asked
    ? { resolution }
    : {
        resolution,
        warning: say('resolutionChanged', {
          field,
          value: asked,
          resolution,
          min: minPageResolution,
          max: maxPageResolution,
        }),
      }
}

import { type NestedMessage, say } from '../../messages/messages.ts'
import type { RenderColorSpace } from '../options/option-types.ts'
import { pageResolution } from '../pdf/page-plan.ts'

/** What the option groups of PostScript and Illustrator share. */
export interface RipOptions {
  readonly resolution?: number
  readonly colorspace?: RenderColorSpace
  readonly alpha?: boolean
  readonly extractSearchWords?: boolean
}

/** How the pages of a PostScript program are drawn. */
export interface RipSettings {
  /** Pixels per inch. */
  readonly resolution: number
  readonly colorspace: RenderColorSpace
  /** What the page leaves blank is transparent. */
  readonly alpha: boolean
}

/**
 * The settings of an option group: colour space by content and a white page where nothing is said, resolution as for
 * PDF. Throws `invalid-parameter` that names the group for a resolution that is none.
 */
export function ripSettings(
  option: string,
  given: RipOptions,
): { readonly settings: RipSettings; readonly warnings: readonly NestedMessage[] } {
  const { colorspace = 'Auto', alpha = false } = given
  const { resolution, warning } = pageResolution(given.resolution, `${option}.resolution`)
  const opaque = alpha && colorspace === 'Cmyk'
  return {
    settings: { resolution, colorspace, alpha: alpha && !opaque },
    warnings: [
      ...(warning === undefined ? [] : [warning]),
      ...(opaque ? [say('alphaInCmyk', { option: `${option}.alpha` })] : []),
    ],
  }
}

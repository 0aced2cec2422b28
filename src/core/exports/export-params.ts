import { parseImageQuery } from '../delivery/query/parse.ts'
import type { ImageWish } from '../delivery/wish.ts'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'

/** The part of the parameters of IPS ExportJob that says what is exported. */
export interface ExportFormat {
  readonly fmt: string
  readonly is_modifier?: string
  readonly macro?: string
}

/**
 * What is made of each image: undefined for originals, else what the Image Serving commands in `is_modifier` ask for (with
 * or without `&` or `?` in front). Throws `missing-parameter` for a conversion without them, `invalid-parameter` for a
 * `macro` (there are no image presets to name), for layers and for commands that make no picture, and what `parseImageQuery` throws.
 */
export function exportWish({ fmt, is_modifier, macro }: ExportFormat): ImageWish | undefined {
  if (fmt === 'orig') return undefined
  const preset = macro?.trim() ?? ''
  if (preset !== '')
    throw new DarkroomError('invalid-parameter', say('noImagePreset', { preset: preset.slice(0, 80) }), {
      field: 'macro',
    })
  const query = is_modifier?.trim().replace(/^[?&]+/, '') ?? ''
  if (query === '') throw new DarkroomError('missing-parameter', say('noModifier'), { field: 'is_modifier' })
  const wish = parseImageQuery(query)
  if (wish.composition)
    throw new DarkroomError('invalid-parameter', say('modifierLayers'), { field: 'is_modifier' })
  const { kind } = wish.request
  if (kind !== 'img' && kind !== 'mask')
    throw new DarkroomError('invalid-parameter', say('modifierNoPicture', { kind }), {
      field: 'is_modifier',
    })
  return wish
}

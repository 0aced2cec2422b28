import { parseImageQuery } from '../delivery/query/parse.ts'
import type { ImageWish } from '../delivery/wish.ts'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import type { Db } from '../tables.ts'
import { imagePreset } from './image-preset.ts'

/** The part of the parameters of IPS ExportJob that says what is exported. */
export interface ExportFormat {
  readonly fmt: string
  readonly is_modifier?: string
  readonly macro?: string
}

/**
 * What is made of each image: undefined for originals, else what the image preset in `macro` and the Image Serving commands
 * in `is_modifier` (with or without `&` or `?` in front) ask for. Of a command in both that of `is_modifier` counts, but the
 * preset's format (`fmt`) does. Throws `missing-parameter` for a conversion with neither, `invalid-parameter` for a
 * `macro` that names no preset, for layers and for commands that make no picture, and what `parseImageQuery` throws.
 */
export async function exportWish(
  db: Db,
  companyId: number,
  { fmt, is_modifier, macro = '' }: ExportFormat,
): Promise<ImageWish | undefined> {
  if (fmt === 'orig') return undefined
  const asked = is_modifier?.trim().replace(/^[?&]+/, '') ?? ''
  const preset = macro.trim() === '' ? '' : await imagePreset(db, companyId, macro)
  if (asked === '' && preset === '')
    throw new DarkroomError('missing-parameter', say('noModifier'), { field: 'is_modifier' })
  const formats = preset.split('&').filter((command) => /^fmt=/i.test(command))
  const field = asked === '' ? 'macro' : 'is_modifier'
  return picture(parseImageQuery([preset, asked, ...formats].filter((part) => part !== '').join('&')), field)
}

/** Throws `invalid-parameter` for what is no single picture. */
function picture(wish: ImageWish, field: string): ImageWish {
  if (wish.composition)
    throw new DarkroomError('invalid-parameter', say('modifierLayers', { field }), { field })
  const { kind } = wish.request
  if (kind !== 'img' && kind !== 'mask')
    throw new DarkroomError('invalid-parameter', say('modifierNoPicture', { field, kind }), { field })
  return wish
}

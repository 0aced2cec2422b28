import { DarkroomError } from '../errors.ts'

export const maxTagLength = 255
/** Tags that one field may know. */
export const maxTags = 5_000

/** The tags without white space around them, each once, in order. Throws `invalid-parameter` for one that is empty or too long. */
export function checkedTags(given: readonly string[], path = 'valueArray'): readonly string[] {
  const tags = [...new Set(given.map((tag) => tag.trim()))]
  for (const tag of tags)
    if (tag === '' || tag.length > maxTagLength)
      throw new DarkroomError(
        'invalid-parameter',
        `${path}: the tag '${tag.slice(0, 80)}' must have 1 to ${maxTagLength} characters.`,
        { field: path },
      )
  if (tags.length > maxTags)
    throw new DarkroomError(
      'invalid-parameter',
      `${path}: the field would know ${tags.length} tags; at most ${maxTags} are kept.`,
      { field: path },
    )
  return tags
}

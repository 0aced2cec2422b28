import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'

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
        say('tagWrong', { field: path, tag: tag.slice(0, 80), max: maxTagLength }),
        { field: path },
      )
  if (tags.length > maxTags)
    throw new DarkroomError(
      'invalid-parameter',
      say('tooManyTags', { field: path, count: tags.length, max: maxTags }),
      { field: path },
    )
  return tags
}

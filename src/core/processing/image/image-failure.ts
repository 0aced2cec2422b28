import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'

const reasons: readonly (readonly [RegExp, (file: string) => DarkroomError])[] = [
  [
    /no space left|disk quota|ENOSPC|EDQUOT/i,
    () => new DarkroomError('storage-full', say('noRoomForDerived')),
  ],
  [
    /pixel limit|channel limit|exceeds 32767/i,
    (file) => new DarkroomError('too-large', say('pictureTooLargeForLibrary', { file })),
  ],
  [/timeout/i, (file) => new DarkroomError('too-large', say('pictureTooSlow', { file }))],
  [
    /premature end|unexpected end|truncated|bad seek|read error|not enough|end of (file|stream)|unable to parse/i,
    (file) => new DarkroomError('bad-file', say('pictureCut', { file })),
  ],
  [/unsupported/i, (file) => new DarkroomError('bad-file', say('pictureUnsupported', { file }))],
  [/unable to open|missing|EACCES|ENOENT/i, () => new DarkroomError('internal', say('fileNotOpened'))],
]

/**
 * What the image library threw, as an error that is safe to show: no paths, the file by its uploaded name. The
 * library's own words are kept as the cause. DarkroomErrors pass unchanged.
 */
export function imageFailure(thrown: unknown, fileName: string): DarkroomError {
  if (thrown instanceof DarkroomError) return thrown
  const words = thrown instanceof Error ? thrown.message : String(thrown)
  const found = reasons.find(([pattern]) => pattern.test(words))?.[1](fileName)
  const { code, said } =
    found ?? new DarkroomError('bad-file', say('damaged', { file: fileName, reason: say('canNotBeDecoded') }))
  return new DarkroomError(code, said, { cause: thrown })
}

import { DarkroomError } from '../../errors.ts'

const reasons: readonly (readonly [RegExp, (file: string) => DarkroomError])[] = [
  [
    /no space left|disk quota|ENOSPC|EDQUOT/i,
    () => new DarkroomError('storage-full', 'There is no room left to write the derived files.'),
  ],
  [
    /pixel limit|channel limit|exceeds 32767/i,
    (file) => new DarkroomError('too-large', `"${file}" is larger than the image library takes.`),
  ],
  [
    /timeout/i,
    (file) => new DarkroomError('too-large', `"${file}" took longer to process than the time limit allows.`),
  ],
  [
    /premature end|unexpected end|truncated|bad seek|read error|not enough|end of (file|stream)|unable to parse/i,
    (file) =>
      new DarkroomError('bad-file', `"${file}" is damaged or cut off: its image data is not complete.`),
  ],
  [
    /unsupported/i,
    (file) => new DarkroomError('bad-file', `"${file}" is damaged, or of a variant that can not be read.`),
  ],
  [
    /unable to open|missing|EACCES|ENOENT/i,
    () => new DarkroomError('internal', 'The file could not be opened.'),
  ],
]

/**
 * What the image library threw, as an error that is safe to show: no paths, the file by its uploaded name. The
 * library's own words are kept as the cause. DarkroomErrors pass unchanged.
 */
export function imageFailure(thrown: unknown, fileName: string): DarkroomError {
  if (thrown instanceof DarkroomError) return thrown
  const words = thrown instanceof Error ? thrown.message : String(thrown)
  const found = reasons.find(([pattern]) => pattern.test(words))?.[1](fileName)
  const { code, message } =
    found ?? new DarkroomError('bad-file', `"${fileName}" is damaged: it can not be decoded.`)
  return new DarkroomError(code, message, { cause: thrown })
}

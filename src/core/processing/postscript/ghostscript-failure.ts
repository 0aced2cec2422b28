import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { ProcessorInput } from '../processor.ts'
import { ProgramFailure } from '../programs/run-program.ts'

/**
 * Why Ghostscript gave up, as an error that is safe to show: PostScript's name of the error and of the operator, never
 * what the program printed. Anything but a ProgramFailure is `internal`.
 */
export function ghostscriptFailure(
  thrown: unknown,
  { fileName: file, limits }: Pick<ProcessorInput, 'fileName' | 'limits'>,
): DarkroomError {
  const because = (code: DarkroomError['code'], said: NestedMessage) =>
    new DarkroomError(code, said, { cause: thrown })
  if (!(thrown instanceof ProgramFailure)) return because('internal', say('gsNotStarted', { file }))
  const { stderr, signalName } = thrown
  const [, error = '', operator = ''] = /Error: \/(\w+) in (?:--)?([\w.]*)/.exec(stderr) ?? []
  if (/no space left|error 28\b|disk quota/i.test(stderr))
    return new DarkroomError('storage-full', say('gsNoRoom'), { cause: thrown })
  if (error === 'VMerror' || signalName === 'SIGSEGV' || /memory/i.test(stderr))
    return because('too-large', say('gsMemory', { file, max: limits.maxRipBytes }))
  if (signalName === 'SIGXCPU' || signalName === 'SIGKILL')
    return because('too-large', say('gsTooSlow', { file, seconds: limits.maxRipSeconds }))
  if (signalName === 'SIGXFSZ' || /error 27\b|file too large/i.test(stderr))
    return because('too-large', say('gsWritesTooMuch', { file }))
  if (error === 'invalidfileaccess') return because('bad-file', say('gsAsksForFiles', { file }))
  if (error === 'configurationerror') return because('too-large', say('gsPageTooLarge', { file }))
  if (error !== '')
    return because('bad-file', say('gsStops', { file, error, operator: operator || say('postScriptItself') }))
  return because('bad-file', say('gsUnreadable', { file }))
}

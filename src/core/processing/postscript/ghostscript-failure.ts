import { DarkroomError } from '../../errors.ts'
import type { ProcessorInput } from '../processor.ts'
import { ProgramFailure } from '../programs/run-program.ts'

/**
 * Why Ghostscript gave up, as an error that is safe to show: PostScript's name of the error and of the operator, never
 * what the program printed. Anything but a ProgramFailure is `internal`.
 */
export function ghostscriptFailure(
  thrown: unknown,
  { fileName, limits }: Pick<ProcessorInput, 'fileName' | 'limits'>,
): DarkroomError {
  const because = (code: DarkroomError['code'], words: string) =>
    new DarkroomError(code, `"${fileName}" ${words}`, { cause: thrown })
  if (!(thrown instanceof ProgramFailure)) return because('internal', 'could not be given to Ghostscript.')
  const { stderr, signalName } = thrown
  const [, error = '', operator = ''] = /Error: \/(\w+) in (?:--)?([\w.]*)/.exec(stderr) ?? []
  if (/no space left|error 28\b|disk quota/i.test(stderr))
    return new DarkroomError('storage-full', 'There is no room left to draw pages.', { cause: thrown })
  if (error === 'VMerror' || signalName === 'SIGSEGV' || /memory/i.test(stderr))
    return because('too-large', `needs more memory than Ghostscript may have (${limits.maxRipBytes} bytes).`)
  if (signalName === 'SIGXCPU' || signalName === 'SIGKILL')
    return because('too-large', `took longer than the ${limits.maxRipSeconds} seconds that Ghostscript may.`)
  if (signalName === 'SIGXFSZ' || /error 27\b|file too large/i.test(stderr))
    return because('too-large', 'makes Ghostscript write more than its pages may need.')
  if (error === 'invalidfileaccess')
    return because('bad-file', 'asks for files or programs of the server, which PostScript may not.')
  if (error === 'configurationerror')
    return because('too-large', 'asks for a page that is larger than Ghostscript can make.')
  if (error !== '')
    return because(
      'bad-file',
      `is damaged or not complete: PostScript stops with ${error} in ${operator || 'it'}.`,
    )
  return because('bad-file', 'can not be read by Ghostscript.')
}

import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ProcessorInput } from '../processor.ts'
import { type ProgramOutput, runProgram } from '../programs/run-program.ts'
import { ghostscriptFailure } from './ghostscript-failure.ts'

/**
 * Never waits for keys, reads only the files it is given and resources of its own, writes only its output. What a
 * PostScript program prints goes to standard error, so that standard output is ours.
 */
const safely = ['-q', '-dSAFER', '-dBATCH', '-dNOPAUSE', '-P-', '-sstdout=%stderr']

/** The most that a run tells us, in bytes. */
const maxOutputBytes = 1_000_000

/**
 * Runs Ghostscript in the work folder, within the limits of the file. `maxFileBytes`: of each file that it writes.
 * Throws `bad-file` for content that it can not carry out and when it is not installed, `too-large` beyond a limit,
 * and the signal's reason.
 */
export async function ghostscript(
  input: ProcessorInput,
  parameters: readonly string[],
  maxFileBytes: number,
): Promise<ProgramOutput> {
  try {
    return await runProgram('gs', [...safely, ...parameters], {
      cwd: input.workFolder,
      signal: input.signal,
      maxSeconds: input.limits.maxRipSeconds,
      maxMemoryBytes: input.limits.maxRipBytes,
      maxFileBytes,
      maxOutputBytes,
    })
  } catch (thrown) {
    input.signal.throwIfAborted()
    if (thrown instanceof DarkroomError)
      throw new DarkroomError(thrown.code, say('aboutFile', { file: input.fileName, reason: thrown.said }), {
        cause: thrown,
      })
    throw ghostscriptFailure(thrown, input)
  }
}

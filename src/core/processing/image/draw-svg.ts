import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { ProcessorInput } from '../processor.ts'
import { ProgramFailure, runProgram } from '../programs/run-program.ts'
import { imageFailure } from './image-failure.ts'

const program = fileURLToPath(new URL('./draw-svg-program.ts', import.meta.url))

/** Address space that Node.js and the image library take before they draw anything, in bytes. */
const ownAddressSpace = 2 ** 31
/** How the renderer tells of memory that it does not get, unless it ends at once; a thread needs some for its stack. */
const noMemory = /rendering error: *(?:$|\n|out of memory)|memory|error creating thread/i
/** The most that a run tells us, in bytes. */
const maxOutputBytes = 10_000

/**
 * Draws an SVG into a TIFF in the work folder and returns its path. Filters, masks and groups with an opacity take memory for
 * the whole picture each, and as much time as they like, whatever the size of the file: so it is drawn in a process of its own, with
 * at most `maxRipBytes` of memory for the drawing and `maxSeconds` of time, which ends when `signal` aborts. Throws `bad-file`, and `too-large`
 * beyond a limit.
 */
export async function drawSvg(svg: Buffer, input: ProcessorInput): Promise<string> {
  const { fileName, limits, signal, workFolder } = input
  const source = join(workFolder, 'drawing.svg')
  const target = join(workFolder, 'drawing.tif')
  await writeFile(source, svg)
  try {
    await runProgram(process.execPath, ['--max-old-space-size=128', program, source, target], {
      cwd: workFolder,
      signal,
      maxSeconds: limits.maxSeconds,
      maxMemoryBytes: ownAddressSpace + limits.maxRipBytes,
      maxOutputBytes,
    })
    return target
  } catch (thrown) {
    signal.throwIfAborted()
    throw failureOf(thrown, fileName, limits)
  }
}

function failureOf(
  thrown: unknown,
  file: string,
  { maxRipBytes, maxSeconds }: ProcessorInput['limits'],
): DarkroomError {
  const because = (code: DarkroomError['code'], said: NestedMessage) =>
    new DarkroomError(code, said, { cause: thrown })
  const tookTooLong = say('svgTooSlow', { file, seconds: maxSeconds })
  if (thrown instanceof DarkroomError) return because('too-large', tookTooLong)
  if (!(thrown instanceof ProgramFailure)) return because('internal', say('svgNotDrawn', { file }))
  const { signalName, stderr } = thrown
  if (signalName === 'SIGXCPU' || signalName === 'SIGKILL') return because('too-large', tookTooLong)
  if (signalName !== null || noMemory.test(stderr))
    return because('too-large', say('svgMemory', { file, max: maxRipBytes }))
  if (/exceeded more than/i.test(stderr)) return because('too-large', say('svgRepeats', { file }))
  return imageFailure(new Error(stderr), file)
}

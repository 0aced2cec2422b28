import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ProcessorInput } from '../processor.ts'
import { ProgramFailure, runProgram } from '../programs/run-program.ts'
import type { MediaLimits } from './media-limits.ts'

/** What `ffprobe` may write; a file with many thousand streams writes more. */
const maxProbeBytes = 4 * 2 ** 20

/** A file to read with the FFmpeg reader that its content asks for. */
export interface MediaSource {
  readonly path: string
  readonly demuxer: string
}

/** FFmpeg at work on one file: one deadline and one signal for all runs. */
export interface MediaTools {
  /** Standard output of `ffprobe` with these parameters on the source. */
  probe(source: MediaSource, parameters: readonly string[]): Promise<string>
  /**
   * Runs `ffmpeg` on the source; outputs are named relative to the work folder. `played` gets the seconds of material that
   * are done. Returns how far it got, and what it complained of.
   */
  convert(
    source: MediaSource,
    conversion: {
      /** Before the input: `-ss 3`. */
      readonly before?: readonly string[]
      /** Opens the source once more, as input 1: an output that ends early then stops the reading of its own input only. */
      readonly twice?: boolean
      readonly parameters: readonly string[]
      readonly played?: (seconds: number) => void
    },
  ): Promise<Conversion>
}

export interface Conversion {
  /** In seconds of material, up to the end of the last packet. */
  readonly seconds: number
  /** Video frames written. */
  readonly frames: number
  /** Errors that it went on after. */
  readonly complaints: string
}

/** The tools for one file. Failures are `bad-file`, `too-large` at the deadline, `storage-full`, or the signal's reason. */
export function mediaTools(input: ProcessorInput, limits: MediaLimits): MediaTools {
  const { workFolder: cwd, signal, fileName } = input
  const end = Date.now() + limits.maxSeconds * 1000
  const run = async (program: string, parameters: readonly string[], onStdout?: (chunk: Buffer) => void) => {
    const maxSeconds = Math.max((end - Date.now()) / 1000, 0.1)
    try {
      return await runProgram(program, parameters, {
        cwd,
        signal,
        maxSeconds,
        maxMemoryBytes: limits.maxMemoryBytes,
        maxOutputBytes: maxProbeBytes,
        ...(onStdout && { onStdout }),
      })
    } catch (thrown) {
      signal.throwIfAborted()
      throw failureOf(thrown, fileName, Date.now() >= end ? limits.maxSeconds : undefined)
    }
  }
  const opened = ({ path, demuxer }: MediaSource) => [
    ...['-protocol_whitelist', 'file,pipe', '-f', demuxer],
    ...['-i', `file:${path}`],
  ]
  return {
    probe: async (source, parameters) =>
      (
        await run('ffprobe', ['-v', 'error', '-hide_banner', ...parameters, ...opened(source)])
      ).stdout.toString('utf8'),
    convert: async (source, { before = [], twice = false, parameters, played }) => {
      const report = new ProgressReport(played)
      const quiet = ['-v', 'error', '-hide_banner', '-nostdin', '-y', '-nostats', '-progress', 'pipe:1']
      const { stderr } = await run(
        'ffmpeg',
        [...quiet, ...before, ...opened(source), ...(twice ? opened(source) : []), ...parameters],
        (chunk) => report.add(chunk),
      )
      return { seconds: report.seconds, frames: report.frames, complaints: stderr }
    },
  }
}

/** Reads the lines `name=value` that `-progress` writes twice a second. */
class ProgressReport {
  seconds = 0
  frames = 0
  readonly #played: ((seconds: number) => void) | undefined
  #rest = ''

  constructor(played: ((seconds: number) => void) | undefined) {
    this.#played = played
  }

  add(chunk: Buffer): void {
    const lines = (this.#rest + chunk.toString('latin1')).split('\n')
    this.#rest = lines.pop() ?? ''
    for (const line of lines) {
      const [name, value = ''] = line.split('=')
      const number = Number(value)
      if (!Number.isFinite(number)) continue
      if (name === 'frame') this.frames = number
      if (name !== 'out_time_us' || number < 0) continue
      this.seconds = number / 1e6
      this.#played?.(this.seconds)
    }
  }
}

function failureOf(thrown: unknown, fileName: string, lateAfter: number | undefined): unknown {
  if (lateAfter !== undefined)
    return new DarkroomError('too-large', say('mediaTooSlow', { file: fileName, seconds: lateAfter }), {
      cause: thrown,
    })
  if (!(thrown instanceof ProgramFailure)) return thrown
  if (/no space left|disk quota/i.test(thrown.stderr))
    return new DarkroomError('storage-full', say('noRoomForRenditions'), {
      cause: thrown,
    })
  if (/cannot allocate memory|malloc|out of memory/i.test(thrown.stderr))
    return new DarkroomError('too-large', say('mediaMemory', { file: fileName }), {
      cause: thrown,
    })
  return new DarkroomError('bad-file', say('mediaUnreadable', { file: fileName }), {
    cause: thrown,
  })
}

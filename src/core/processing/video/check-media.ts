import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { declaresLength } from './demuxers.ts'
import type { MediaFacts } from './media-facts.ts'
import type { MediaLimits } from './media-limits.ts'
import type { MediaSource, MediaTools } from './media-tools.ts'

/** Of what a file states to play, so much has to be there; headers round. */
const leastPart = 0.95
/** In seconds; a shorter lack is not told. */
const leastLack = 0.5

/** Throws `too-large` when the header states more than the limits allow. Decodes nothing. */
export function checkMediaSize(
  { duration = 0, video }: MediaFacts,
  fileName: string,
  limits: MediaLimits,
): void {
  const pixels = Math.max(video?.codedPixels ?? 0, video ? video.width * video.height : 0)
  if (pixels > limits.maxFramePixels)
    throw new DarkroomError(
      'too-large',
      say('frameTooLarge', { file: fileName, pixels, max: limits.maxFramePixels }),
    )
  if (duration > limits.maxDuration)
    throw new DarkroomError(
      'too-large',
      say('playsTooLong', { file: fileName, seconds: Math.round(duration), max: limits.maxDuration }),
    )
}

/**
 * Reads the file through once, without decoding, and returns the seconds that it really plays: headers may be wrong, and
 * files be cut off. Throws `bad-file` for one that ends before its stated end, or has no frames. The same run of FFmpeg
 * makes what `alongside` asks of input 1.
 */
export async function measureMedia(
  tools: MediaTools,
  source: MediaSource,
  facts: MediaFacts,
  fileName: string,
  limits: MediaLimits,
  alongside: readonly string[] = [],
): Promise<number> {
  const streams = [facts.video, facts.audio].flatMap((one) => (one ? ['-map', `0:${one.index}`] : []))
  const read = await tools.convert(source, {
    twice: alongside.length > 0,
    parameters: [...streams, '-c', 'copy', '-f', 'null', '-', ...alongside],
  })
  // Bare streams have frames without times.
  const seconds = read.seconds > 0 ? read.seconds : read.frames / (facts.video?.frameRate ?? 25)
  if ((facts.video && read.frames === 0) || seconds <= 0)
    throw new DarkroomError(
      'bad-file',
      say('damaged', { file: fileName, reason: say(facts.video ? 'videoNoLength' : 'soundNoLength') }),
    )
  const { duration } = facts
  if (
    duration !== undefined &&
    declaresLength.has(source.demuxer) &&
    seconds < duration * leastPart &&
    duration - seconds > leastLack
  )
    throw new DarkroomError(
      'bad-file',
      say('mediaCut', { file: fileName, expected: duration.toFixed(1), found: seconds.toFixed(1) }),
    )
  checkMediaSize({ ...facts, duration: seconds }, fileName, limits)
  return seconds
}

import { type NestedMessage, say } from '../../messages/messages.ts'

export interface CaptionLook {
  readonly cues: number
  /** The end of the last cue, in seconds. */
  readonly seconds: number
  /** The first line that is wrong, from 1, and why; absent: nothing is. */
  readonly fault?: NestedMessage
}

const time = '(?:(\\d{2,}):)?([0-5]\\d):([0-5]\\d)\\.(\\d{3})'
const timing = new RegExp(`^${time}[ \\t]+-->[ \\t]+${time}(?:[ \\t].*)?$`)

/** Checks a WebVTT file (W3C): its first line, and the times of each cue. */
export function lookAtCaptions(text: string): CaptionLook {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  let cues = 0
  let seconds = 0
  let fault: NestedMessage | undefined
  if (!/^WEBVTT(?:[ \t].*)?$/.test(lines[0] ?? '')) fault = say('captionsNoMark')
  if (fault === undefined && (lines[1] ?? '') !== '' && lines.length > 1 && lines[1]?.includes('-->'))
    fault = say('captionsNoEmptyLine')
  for (const [index, line] of lines.entries()) {
    if (!line.includes('-->')) continue
    const match = timing.exec(line)
    if (!match) {
      fault ??= say('captionsNoTiming', { line: index + 1 })
      continue
    }
    const [start, end] = [secondsOf(match.slice(1, 5)), secondsOf(match.slice(5, 9))]
    if (end <= start) fault ??= say('captionsBackwards', { line: index + 1 })
    cues++
    seconds = Math.max(seconds, end)
  }
  return { cues, seconds, ...(fault !== undefined && { fault }) }
}

function secondsOf([
  hours = '0',
  minutes = '0',
  seconds = '0',
  thousandths = '0',
]: readonly string[]): number {
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(thousandths) / 1000
}

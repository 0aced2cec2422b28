import { type NestedMessage, type Said, say } from '../../messages/messages.ts'

/** Page numbers, at least one and ascending, for a message: `page 3`, `pages 1 to 4, 7, 9 to 12`. */
export function pageRanges(numbers: readonly number[]): NestedMessage {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  const shown = ranges
    .slice(0, maxRanges)
    .map(([from, to]): Said => (from === to ? `${from}` : say('fromTo', { from, to })))
    .reduce((first, second) => say('listed', { first, second }))
  const all = ranges.length > maxRanges ? say('moreOfThem', { numbers: shown }) : shown
  return numbers.length === 1 ? say('onePage', { numbers: all }) : say('severalPages', { numbers: all })
}

const maxRanges = 10

/** Page numbers, which must be ascending, for a message: `page 3`, `pages 1 to 4, 7, 9 to 12`. */
export function pageRanges(numbers: readonly number[]): string {
  const ranges: [number, number][] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && last[1] === number - 1) last[1] = number
    else ranges.push([number, number])
  }
  const shown = ranges.slice(0, maxRanges).map(([from, to]) => (from === to ? `${from}` : `${from} to ${to}`))
  const more = ranges.length > maxRanges ? ' and more' : ''
  return `${numbers.length === 1 ? 'page' : 'pages'} ${shown.join(', ')}${more}`
}

const maxRanges = 10

/** A field of a Quartz expression whose values are numbers. */
export interface QuartzField {
  /** As messages name it. */
  readonly name: string
  readonly min: number
  readonly max: number
  /** Names of values, from `min` on; their case does not matter. */
  readonly names: readonly string[]
  /** Whether a range may run over the end: 22-2, FRI-MON. */
  readonly wraps: boolean
}

const field = (name: string, min: number, max: number, names: readonly string[] = []): QuartzField => ({
  name,
  min,
  max,
  names,
  wraps: true,
})

/** The fields in the order in which they are written. Days of the week count from 1 for Sunday. */
export const quartzFields = {
  second: field('seconds', 0, 59),
  minute: field('minutes', 0, 59),
  hour: field('hours', 0, 23),
  dayOfMonth: field('day-of-month', 1, 31),
  month: field('month', 1, 12, 'JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC'.split(' ')),
  dayOfWeek: field('day-of-week', 1, 7, 'SUN MON TUE WED THU FRI SAT'.split(' ')),
  year: { ...field('year', 1970, 2099), wraps: false },
} as const

/** The range of a field for messages: `1-12 or JAN-DEC`. */
export function rangeText({ min, max, names }: QuartzField): string {
  return names.length === 0 ? `${min}-${max}` : `${min}-${max} or ${names[0]}-${names.at(-1)}`
}

/** The number that one value means, a name or digits; undefined: neither, or out of range. */
export function fieldValue(field: QuartzField, text: string): number | undefined {
  const named = field.names.indexOf(text.toUpperCase())
  if (named >= 0) return field.min + named
  const value = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN
  return value >= field.min && value <= field.max ? value : undefined
}

/**
 * The numbers that a field selects, ascending: a list of `*`, values and ranges, each with an optional step. A value with a
 * step goes on to the field's end: 5/15 is 5, 20, 35, 50. Undefined: not understood.
 */
export function fieldValues(field: QuartzField, text: string): readonly number[] | undefined {
  const selected = new Set<number>()
  for (const part of text.split(',')) {
    const values = partValues(field, part)
    if (values === undefined) return undefined
    for (const value of values) selected.add(value)
  }
  return [...selected].sort((a, b) => a - b)
}

function partValues(field: QuartzField, part: string): number[] | undefined {
  const [, range = '', stepText] = /^([^/]*)(?:\/(\d{1,4}))?$/.exec(part) ?? []
  const size = field.max - field.min + 1
  const step = stepText === undefined ? 1 : Number(stepText)
  const ends = rangeEnds(field, range, stepText !== undefined)
  if (ends === undefined || step < 1 || step > size) return undefined
  const [from, to] = ends
  const values: number[] = []
  for (let value = from; value <= to; value += step) values.push(((value - field.min) % size) + field.min)
  return values
}

/** First and last value; the last is past the field's end when the range runs over it. */
function rangeEnds(field: QuartzField, range: string, stepped: boolean): [number, number] | undefined {
  if (range === '*' || (range === '' && stepped)) return [field.min, field.max]
  const [first = '', last, ...more] = range.split('-')
  const from = fieldValue(field, first)
  if (from === undefined || more.length > 0) return undefined
  if (last === undefined) return [from, stepped ? field.max : from]
  const to = fieldValue(field, last)
  if (to === undefined || (to < from && !field.wraps)) return undefined
  return [from, to < from ? to + field.max - field.min + 1 : to]
}

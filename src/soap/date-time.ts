import type { ScalarType } from './scalars.ts'

const pattern =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)T(?<time>\d\d:\d\d:\d\d)(?:\.(?<fraction>\d+))?(?<zone>Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/

function daysInMonth(year: number, month: number): number {
  const lastDay = new Date(0)
  // Day 0 of the next month. Date.UTC would take the years 0 to 99 for 1900 to 1999.
  lastDay.setUTCFullYear(year, month, 0)
  return lastDay.getUTCDate()
}

function parseDateTime(text: string): Date | undefined {
  const parts = pattern.exec(text.trim())?.groups
  if (parts === undefined) return undefined
  const { year, month, day, time, fraction = '', zone = '' } = parts
  if (Number(month) > 12 || Number(day) > daysInMonth(Number(year), Number(month))) return undefined
  const milliseconds = fraction.padEnd(3, '0').slice(0, 3)
  const date = new Date(`${year}-${month}-${day}T${time}.${milliseconds}${zone}`)
  return Number.isNaN(date.getTime()) ? undefined : date
}

/**
 * A point in time. Read with any zone, without a zone as the server's own; parts of a millisecond are cut.
 * Written in UTC with milliseconds and `Z`.
 */
export const dateTime: ScalarType<Date> = {
  kind: 'scalar',
  name: 'dateTime',
  expects: 'a date and time such as 2014-04-03T17:04:40.000Z',
  parse: parseDateTime,
  format: (value) => (Number.isNaN(value.getTime()) ? undefined : value.toISOString()),
}

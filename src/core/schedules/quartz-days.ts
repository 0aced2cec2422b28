import { fieldValue, fieldValues, type QuartzField, quartzFields } from './quartz-field.ts'

const { dayOfMonth, dayOfWeek, month } = quartzFields

/** The parts of a pattern of croner that choose days. Weekdays count from 1 for Sunday. */
export interface DayPattern {
  readonly dayOfMonth: string
  readonly month: string
  readonly dayOfWeek: string
  readonly year: string
}

/** Which months and years are meant, ascending. */
export interface MonthsAndYears {
  readonly months: readonly number[]
  readonly years: readonly number[]
}

/** Every month and year, all days. */
const allDays = ({ months, years }: MonthsAndYears): DayPattern => ({
  dayOfMonth: '*',
  month: listed(month, months),
  dayOfWeek: '*',
  year: years.join(','),
})

/**
 * The day-of-month field (values, `L`, `L-3`, `LW`, `L-3W`, `15W`) as patterns that together select its days. Undefined: not
 * understood; empty: none of the months and years has such a day.
 */
export function monthDayPatterns(text: string, when: MonthsAndYears): readonly DayPattern[] | undefined {
  const upper = text.toUpperCase()
  const days = allDays(when)
  if (upper === 'L' || upper === 'LW') return [{ ...days, dayOfMonth: upper }]
  const [, offset, weekday = ''] = /^L-(\d{1,2})(W?)$/.exec(upper) ?? []
  if (offset !== undefined)
    return Number(offset) <= 30 ? beforeLast(Number(offset), weekday, when) : undefined
  const [, nearest = ''] = /^(\d{1,2})W$/.exec(upper) ?? []
  if (nearest !== '')
    return fieldValue(dayOfMonth, nearest) === undefined ? undefined : [{ ...days, dayOfMonth: upper }]
  const values = fieldValues(dayOfMonth, upper)
  return values && [{ ...days, dayOfMonth: listed(dayOfMonth, values) }]
}

/** The day-of-week field (values, `L` for Saturday, `6L` for the month's last Friday, `6#3` for its third), likewise. */
export function weekdayPatterns(text: string, when: MonthsAndYears): readonly DayPattern[] | undefined {
  const upper = text.toUpperCase()
  const days = allDays(when)
  if (upper === 'L') return [{ ...days, dayOfWeek: String(dayOfWeek.max) }]
  const [, day, nth] = /^(\w+?)(?:L|#([1-5]))$/.exec(upper) ?? []
  if (day !== undefined) {
    const value = fieldValue(dayOfWeek, day)
    return value === undefined ? undefined : [{ ...days, dayOfWeek: `${value}#${nth ?? 'L'}` }]
  }
  const values = fieldValues(dayOfWeek, upper)
  return values && [{ ...days, dayOfWeek: listed(dayOfWeek, values) }]
}

/** croner knows no days before the last: months of one length share a pattern. */
function beforeLast(offset: number, weekday: string, { months, years }: MonthsAndYears): DayPattern[] {
  const leap = years.filter((value) => daysOf(2, value) === 29)
  const common = years.filter((value) => daysOf(2, value) === 28)
  const february = months.filter((value) => value === 2)
  const groups = [
    { length: 31, months: months.filter((value) => daysOf(value, 2000) === 31), years },
    { length: 30, months: months.filter((value) => daysOf(value, 2000) === 30), years },
    { length: 29, months: february, years: leap },
    { length: 28, months: february, years: common },
  ]
  return groups
    .filter((group) => group.months.length > 0 && group.years.length > 0 && group.length > offset)
    .map((group) => ({ ...allDays(group), dayOfMonth: `${group.length - offset}${weekday}` }))
}

function daysOf(monthNumber: number, yearNumber: number): number {
  return new Date(Date.UTC(yearNumber, monthNumber, 0)).getUTCDate()
}

function listed(field: QuartzField, values: readonly number[]): string {
  return values.length === field.max - field.min + 1 ? '*' : values.join(',')
}

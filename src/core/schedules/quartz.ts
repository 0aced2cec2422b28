import { Cron } from 'croner'
import { DarkroomError } from '../errors.ts'
import { type DayPattern, monthDayPatterns, weekdayPatterns } from './quartz-days.ts'
import { fieldValues, type QuartzField, quartzFields, rangeText } from './quartz-field.ts'
import type { Schedule } from './schedule.ts'

/** Longest expression that is read; every sensible one is far shorter. */
const maxLength = 500

const { second, minute, hour, dayOfMonth, month, dayOfWeek, year } = quartzFields

/**
 * Reads a cron expression as Quartz writes it: seconds, minutes, hours, day-of-month, month, day-of-week and, when wanted,
 * year, with `?` in exactly one of the two day fields. Its times are those of `zone` (IANA; default: the server's).
 *
 * Where clocks change: when each of seconds, minutes and hours is given without `*` and steps, a time that is skipped
 * fires at the end of the gap, and a time that comes twice fires the first time. Other expressions fire by real
 * time: nothing in the gap, and in both of the repeated hours.
 *
 * `15W` stays inside the month; a month without a 15th has none. Throws `invalid-parameter` that names the field.
 */
export function parseSchedule(text: string, zone: string = serverZone()): Schedule {
  if (text.length > maxLength)
    throw invalid(`is ${text.length} characters long; expected at most ${maxLength}`, undefined)
  checkZone(zone)
  const fields = text.trim().split(/\s+/)
  if (fields.length !== 6 && fields.length !== 7) {
    const expected = 'expected 6 or 7: seconds minutes hours day-of-month month day-of-week [year]'
    throw invalid(`has ${text.trim() === '' ? 0 : fields.length} fields; ${expected}`, text)
  }
  const [seconds = '', minutes = '', hours = '', monthDay = '', months = '', weekday = '', years = '*'] =
    fields
  const time = [numbers(second, seconds, text), numbers(minute, minutes, text), numbers(hour, hours, text)]
  const when = { months: numbers(month, months, text), years: numbers(year, years, text) }
  if ((monthDay === '?') === (weekday === '?')) {
    const found = monthDay === '?' ? 'both have ?' : `have "${monthDay}" and "${weekday}"`
    throw invalid(`has day-of-month and day-of-week that ${found}; expected ? in exactly one of them`, text)
  }
  const days =
    weekday === '?'
      ? (monthDayPatterns(monthDay, when) ?? unexpected(dayOfMonth, monthDay, text, ', L, L-3, LW or 15W'))
      : (weekdayPatterns(weekday, when) ?? unexpected(dayOfWeek, weekday, text, ', L, 6L or 6#3'))
  const repeats = /[*/]/.test(seconds + minutes + hours)
  const crons = days.map((day) => cron(time.map((values) => values.join(',')).join(' '), day, repeats, zone))
  return { next: (after) => earliest(crons.map((each) => each.nextRun(after))) }
}

function cron(time: string, day: DayPattern, repeats: boolean, zone: string): Cron {
  return new Cron(`${time} ${day.dayOfMonth} ${day.month} ${day.dayOfWeek} ${day.year}`, {
    mode: '7-part',
    paused: true,
    alternativeWeekdays: true,
    fixedTimeRule: repeats ? 'single-value' : 'no-wildcard',
    timezone: zone,
  })
}

function earliest(times: readonly (Date | null)[]): Date | undefined {
  return times.filter((time) => time !== null).sort((a, b) => a.getTime() - b.getTime())[0]
}

function numbers(field: QuartzField, value: string, text: string): readonly number[] {
  return fieldValues(field, value) ?? unexpected(field, value, text, '')
}

function unexpected(field: QuartzField, value: string, text: string, more: string): never {
  const forms = `${rangeText(field)} as values, ranges, lists and steps, *${more}`
  throw invalid(`has "${value}" for ${field.name}; expected ${forms}`, text)
}

export function serverZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

function checkZone(zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
  } catch {
    const message = `The time zone is "${zone}"; expected a name of the IANA database, such as Europe/Berlin.`
    throw new DarkroomError('invalid-parameter', message)
  }
}

function invalid(finding: string, text: string | undefined): DarkroomError {
  const quoted = text === undefined ? '' : ` "${text.trim()}"`
  return new DarkroomError('invalid-parameter', `execSchedule${quoted} ${finding}.`, {
    field: 'execSchedule',
  })
}

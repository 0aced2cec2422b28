import { describe, expect, it } from 'vitest'
import { parseSchedule } from './quartz.ts'

/** The first `count` times after `after`, without the zeros of seconds that are the same in all. */
function times(text: string, after: string, count: number, zone = 'UTC'): (string | undefined)[] {
  const schedule = parseSchedule(text, zone)
  let last: Date | undefined = new Date(after)
  return Array.from({ length: count }, () => {
    last = last && schedule.next(last)
    return last?.toISOString().replace('.000Z', '')
  })
}

const newYear2026 = '2026-01-01T00:00:00Z' // a Thursday

describe('times of the day', () => {
  it.each([
    ['0 0 12 * * ?', ['2026-01-01T12:00:00', '2026-01-02T12:00:00']],
    ['0 0/15 * * * ?', ['2026-01-01T00:15:00', '2026-01-01T00:30:00']],
    ['0 /20 * * * ?', ['2026-01-01T00:20:00', '2026-01-01T00:40:00']],
    ['10/20 * * * * ?', ['2026-01-01T00:00:10', '2026-01-01T00:00:30']],
    ['0 5-11/3 3 * * ?', ['2026-01-01T03:05:00', '2026-01-01T03:08:00', '2026-01-01T03:11:00']],
    ['0 0 22-2/2 * * ?', ['2026-01-01T02:00:00', '2026-01-01T22:00:00', '2026-01-02T00:00:00']],
    ['0 7,5,5 3 * * ?', ['2026-01-01T03:05:00', '2026-01-01T03:07:00']],
    ['  0\t0  12 * * ? * ', ['2026-01-01T12:00:00']],
  ])('%s', (text, expected) => {
    expect(times(text, newYear2026, expected.length)).toEqual(expected)
  })

  it('is later than the given time, by less than a second too', () => {
    expect(times('0 0 12 * * ?', '2026-01-01T12:00:00Z', 1)).toEqual(['2026-01-02T12:00:00'])
    expect(times('0 0 12 * * ?', '2026-01-01T11:59:59.999Z', 1)).toEqual(['2026-01-01T12:00:00'])
    expect(times('0 0 12 * * ?', '2026-01-01T12:00:00.001Z', 1)).toEqual(['2026-01-02T12:00:00'])
  })
})

describe('days', () => {
  it.each([
    ['day-of-week 1 is Sunday', '? * 1', ['2026-01-04', '2026-01-11']],
    ['names', '? * mon,Wed', ['2026-01-05', '2026-01-07']],
    ['working days', '? * MON-FRI', ['2026-01-02', '2026-01-05']],
    [
      'over the weekend',
      '? * FRI-MON',
      ['2026-01-02', '2026-01-03', '2026-01-04', '2026-01-05', '2026-01-09'],
    ],
    ['every second weekday', '? * MON-FRI/2', ['2026-01-02', '2026-01-05', '2026-01-07']],
    ['last day of the week', '? * L', ['2026-01-03', '2026-01-10']],
    ['last Friday', '? * 6L', ['2026-01-30', '2026-02-27', '2026-03-27']],
    ['last Friday by name', '? * FRIL', ['2026-01-30', '2026-02-27']],
    ['third Friday', '? * 6#3', ['2026-01-16', '2026-02-20']],
    ['third Friday by name', '? * fri#3', ['2026-01-16', '2026-02-20']],
    ['a fifth Friday, where there is one', '? * 6#5', ['2026-01-30', '2026-05-29', '2026-07-31']],
    ['every day, from the first', '1/1 * ?', ['2026-01-02', '2026-01-03']],
    ['the 31st', '31 * ?', ['2026-01-31', '2026-03-31', '2026-05-31']],
    ['around the month end', '30-2 * ?', ['2026-01-02', '2026-01-30', '2026-01-31', '2026-02-01']],
    ['last day', 'L * ?', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
    ['three days before the last', 'L-3 * ?', ['2026-01-28', '2026-02-25', '2026-03-28', '2026-04-27']],
    ['last day less 30', 'L-30 * ?', ['2026-03-01', '2026-05-01']],
    ['weekday next to that', 'L-3W * ?', ['2026-01-28', '2026-02-25', '2026-03-27', '2026-04-27']],
    ['last weekday', 'LW * ?', ['2026-01-30', '2026-02-27', '2026-03-31']],
    ['weekday next to the 15th', '15W * ?', ['2026-01-15', '2026-02-16', '2026-03-16']],
    ['a Saturday moves back', '15W 8 ?', ['2026-08-14']],
    ['but stays in its month', '1W 8 ?', ['2026-08-03']],
    ['months by name', '1 FEB,nov ?', ['2026-02-01', '2026-11-01', '2027-02-01']],
    ['over the year end', '1 12-2 ?', ['2026-02-01', '2026-12-01', '2027-01-01']],
    ['leap day', '29 2 ?', ['2028-02-29', '2032-02-29']],
    ['last of February', 'L 2 ?', ['2026-02-28', '2027-02-28', '2028-02-29']],
    ['L-3 of February', 'L-3 2 ?', ['2026-02-25', '2027-02-25', '2028-02-26']],
    ['years', '1 1 ? 2028/2', ['2028-01-01', '2030-01-01']],
    ['far away', '31 12 ? 2099', ['2099-12-31', undefined]],
  ])('%s: %s', (_what, days, expected) => {
    const found = times(`0 0 0 ${days}`, newYear2026, expected.length)
    expect(found).toEqual(expected.map((day) => day && `${day}T00:00:00`))
  })

  it.each(['1 1 ? 2025', '31 2 ?', '29 2 ? 2027', 'L-30 2 ?', '31W 4 ?', '? 2 1#5 2027'])(
    'never again: %s',
    (days) => {
      expect(parseSchedule(`0 0 0 ${days}`, 'UTC').next(new Date(newYear2026))).toBeUndefined()
    },
  )
})

describe('where clocks change', () => {
  it.each([
    [
      'a skipped time fires at the end of the gap',
      'Europe/Berlin',
      '0 30 2 * * ?',
      '2026-03-28T12:00:00Z',
      ['2026-03-29T01:00:00', '2026-03-30T00:30:00'],
    ],
    [
      'one of several too',
      'Europe/Berlin',
      '0 0 2,14 * * ?',
      '2026-03-28T13:00:00Z',
      ['2026-03-29T01:00:00', '2026-03-29T12:00:00'],
    ],
    [
      'in New York as well',
      'America/New_York',
      '0 30 2 * * ?',
      '2026-03-07T12:00:00Z',
      ['2026-03-08T07:00:00', '2026-03-09T06:30:00'],
    ],
    [
      'an interval has nothing in the gap',
      'Europe/Berlin',
      '0 0/30 2 * * ?',
      '2026-03-28T02:00:00Z',
      ['2026-03-30T00:00:00'],
    ],
    [
      'a repeated time fires once',
      'Europe/Berlin',
      '0 30 2 * * ?',
      '2026-10-24T12:00:00Z',
      ['2026-10-25T00:30:00', '2026-10-26T01:30:00'],
    ],
    [
      'in New York as well',
      'America/New_York',
      '0 30 1 * * ?',
      '2026-10-31T12:00:00Z',
      ['2026-11-01T05:30:00', '2026-11-02T06:30:00'],
    ],
    [
      'an interval fires in both hours',
      'Europe/Berlin',
      '0 0/30 2 * * ?',
      '2026-10-24T12:00:00Z',
      [
        '2026-10-25T00:00:00',
        '2026-10-25T00:30:00',
        '2026-10-25T01:00:00',
        '2026-10-25T01:30:00',
        '2026-10-26T01:00:00',
      ],
    ],
    [
      'hourly is hourly',
      'America/New_York',
      '0 0 * * * ?',
      '2026-11-01T03:30:00Z',
      ['2026-11-01T04:00:00', '2026-11-01T05:00:00', '2026-11-01T06:00:00', '2026-11-01T07:00:00'],
    ],
    [
      'the day starts at another time',
      'Europe/Berlin',
      '0 0 0 * * ?',
      '2026-03-28T12:00:00Z',
      ['2026-03-28T23:00:00', '2026-03-29T22:00:00'],
    ],
  ])('%s (%s)', (_what, zone, text, after, expected) => {
    expect(times(text, after, expected.length, zone)).toEqual(expected)
  })

  it("uses the server's zone", () => {
    const local = parseSchedule('0 0 12 * * ?').next(new Date(2026, 5, 1, 3))
    expect(local).toEqual(new Date(2026, 5, 1, 12))
  })
})

describe('what is refused', () => {
  it.each([
    ['', 'has 0 fields; expected 6 or 7'],
    ['0 12 * * ?', 'has 5 fields'],
    ['0 0 12 * * ? * *', 'has 8 fields'],
    ['@daily', 'has 1 fields'],
    ['0 0 12 * * *', 'day-of-month and day-of-week that have "*" and "*"; expected ? in exactly one'],
    ['0 0 12 1 * MON', 'have "1" and "MON"'],
    ['0 0 12 ? * ?', 'both have ?'],
    ['60 0 12 * * ?', '"60" for seconds; expected 0-59'],
    ['0 ? 12 * * ?', '"?" for minutes'],
    ['0 0 24 * * ?', '"24" for hours; expected 0-23'],
    [
      '0 0 12 32 * ?',
      '"32" for day-of-month; expected 1-31 as values, ranges, lists and steps, *, L, L-3, LW or 15W',
    ],
    ['0 0 12 0 * ?', '"0" for day-of-month'],
    ['0 0 12 32W * ?', '"32W" for day-of-month'],
    ['0 0 12 L-31 * ?', '"L-31" for day-of-month'],
    ['0 0 12 L,5 * ?', '"L,5" for day-of-month'],
    ['0 0 12 1 13 ?', '"13" for month; expected 1-12 or JAN-DEC'],
    ['0 0 12 1 MON ?', '"MON" for month'],
    ['0 0 12 ? * 0', '"0" for day-of-week; expected 1-7 or SUN-SAT'],
    ['0 0 12 ? * 8L', '"8L" for day-of-week'],
    ['0 0 12 ? * MON#6', '"MON#6" for day-of-week'],
    ['0 0 12 ? * 2#1,3#1', '"2#1,3#1" for day-of-week'],
    ['0 0 12 ? * 2+', '"2+" for day-of-week'],
    ['0 0/0 12 * * ?', '"0/0" for minutes'],
    ['0 0/61 12 * * ?', '"0/61" for minutes'],
    ['0 1,,2 12 * * ?', '"1,,2" for minutes'],
    ['0 5- 12 * * ?', '"5-" for minutes'],
    ['0 1-2-3 12 * * ?', '"1-2-3" for minutes'],
    ['0 -5 12 * * ?', '"-5" for minutes'],
    ['0 0 12 * * ? 1969', '"1969" for year; expected 1970-2099'],
    ['0 0 12 * * ? 2030-2029', '"2030-2029" for year'],
  ])('%s', (text, reason) => {
    expect(() => parseSchedule(text, 'UTC')).toThrow(
      expect.objectContaining({
        code: 'invalid-parameter',
        field: 'execSchedule',
        message: expect.stringContaining(reason),
      }),
    )
  })

  it('names the whole text, unless it is endless', () => {
    expect(() => parseSchedule('0 0 25 * * ?')).toThrow('execSchedule "0 0 25 * * ?" has "25" for hours')
    expect(() => parseSchedule('0,'.repeat(1000))).toThrow('execSchedule is 2000 characters long')
  })

  it('a zone that does not exist', () => {
    expect(() => parseSchedule('0 0 12 * * ?', 'Europe/Atlantis')).toThrow('"Europe/Atlantis"')
  })
})

import { describe, expect, it } from 'vitest'
import { dateTime } from './date-time.ts'

describe('dateTime', () => {
  it.each([
    ['2011-03-01T17:04:40.177-06:00', '2011-03-01T23:04:40.177Z'],
    ['2011-03-01T17:04:40Z', '2011-03-01T17:04:40.000Z'],
    ['2011-03-01T17:04:40.1239999Z', '2011-03-01T17:04:40.123Z'],
    ['2011-03-01T17:04:40.5+05:30', '2011-03-01T11:34:40.500Z'],
    [' 2012-02-29T24:00:00Z ', '2012-03-01T00:00:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
  ])('reads %s', (text, expected) => {
    expect(dateTime.parse(text)?.toISOString()).toBe(expected)
  })

  it('reads a time without zone as local time', () => {
    expect(dateTime.parse('2011-07-01T17:04:40.250')).toEqual(new Date(2011, 6, 1, 17, 4, 40, 250))
  })

  it.each([
    '2011-02-29T00:00:00Z',
    '2011-13-01T00:00:00Z',
    '2011-00-01T00:00:00Z',
    '2011-01-00T00:00:00Z',
    '2011-01-01T25:00:00Z',
    '2011-01-01T24:00:01Z',
    '2011-01-01T00:60:00Z',
    '2011-01-01T00:00:60Z',
    '2011-01-01T00:00:00+15:00',
    '20110101T00:00:00Z',
    '2011-01-01',
    '2011-01-01 00:00:00Z',
    'now',
  ])('refuses %s', (text) => {
    expect(dateTime.parse(text)).toBeUndefined()
  })

  it('writes milliseconds and zone, and nothing for no date', () => {
    expect(dateTime.format(new Date(Date.UTC(2011, 2, 1)))).toBe('2011-03-01T00:00:00.000Z')
    expect(dateTime.format(new Date(Number.NaN))).toBeUndefined()
  })
})

import { describe, expect, it } from 'vitest'
import { mapAction } from './link-target.ts'

describe('mapAction', () => {
  it.each([
    ['https://example.com/a?b=1&c=2#d'],
    ['HTTP://example.com/'],
    ['mailto:shop@example.com'],
    ['tel:+49123'],
    ['page.html?at=10:30'],
    ['../a/b:c.html'],
    ['#chapter'],
  ])('keeps %s', (url) => {
    expect(mapAction({ url })).toBe(url)
  })

  it.each([
    ['javascript:alert(1)'],
    ['JavaScript:alert(1)'],
    ['java\nscript:alert(1)'],
    ['\u0000javascript:alert(1)'],
    [' javascript:alert(1)'],
    ['\u200bjavascript:alert(1)'],
    ['javascript :alert(1)'],
    ['vbscript:x'],
    ['data:text/html,<script>alert(1)</script>'],
    ['file:///etc/passwd'],
    ['c:\\windows\\system32\\calc.exe'],
    [''],
    [`https://example.com/${'a'.repeat(5000)}`],
  ])('leaves %j out', (url) => {
    expect(mapAction({ url })).toBeUndefined()
  })

  it('names pages of the catalogue from 0, and leaves out actions', () => {
    expect(mapAction({ page: 2 })).toBe('target:2')
    expect(mapAction({ action: 4 })).toBeUndefined()
  })
})

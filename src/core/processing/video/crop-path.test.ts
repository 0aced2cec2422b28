import { describe, expect, it } from 'vitest'
import { cropPath, pathExpression } from './crop-path.ts'

const seen = (...positions: number[]) => positions.map((position, seconds) => ({ seconds, position }))

describe('cropPath', () => {
  it('is the middle when nothing was seen', () => {
    expect(cropPath([])).toEqual([{ seconds: 0, position: 0.5 }])
  })

  it('stands still where the subject all but does, whatever one frame says', () => {
    const [point, ...others] = cropPath(seen(0.5, 0.52, 0.5, 1, 0.49, 0.51, 0.5))
    expect([point?.position, others]).toEqual([expect.closeTo(0.5, 1), []])
  })

  it('follows a steady move in one straight piece', () => {
    const path = cropPath(seen(0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1))
    expect(path).toEqual([
      { seconds: 0, position: 0 },
      { seconds: 10, position: 1 },
    ])
  })

  it('has few pieces however restless the subject is', () => {
    const restless = Array.from({ length: 600 }, (_, i) => (i % 10 < 5 ? 0 : 1))
    expect(cropPath(seen(...restless)).length).toBeLessThanOrEqual(50)
  })
})

describe('pathExpression', () => {
  it('is a number for one place, and adds a ramp for each piece', () => {
    expect(pathExpression([{ seconds: 0, position: 0.5 }], 100)).toBe('50.00')
    const path = [
      { seconds: 0, position: 0 },
      { seconds: 2, position: 1 },
    ]
    expect(pathExpression(path, 100)).toBe('0.00+(100.00)*clip((t-0.000)/2.000,0,1)')
  })
})

import { describe, expect, it } from 'vitest'
import { UniquePaths, zipPath } from './zip-path.ts'

describe('zipPath', () => {
  it.each([
    ['Demo/', 'a.jpg', undefined, 'a.jpg'],
    ['Demo/shoes/red/', 'a.jpg', undefined, 'shoes/red/a.jpg'],
    ['Demo/shoes/', 'a.b.jpg', 'png', 'shoes/a.b.png'],
    ['Demo/', 'noextension', 'png', 'noextension.png'],
    ['Demo/C:/', 'a<b>.jpg', undefined, 'C_/a_b_.jpg'],
  ])('of %s%s with the extension %s', (folder, file_name, extension, path) => {
    expect(zipPath('Demo/', { folder, file_name }, extension)).toBe(path)
  })
})

describe('UniquePaths', () => {
  it('numbers paths that are the same, in any case', () => {
    const paths = new UniquePaths()
    const given = ['s/a.png', 's/A.png', 't/a.png', 's/a-1.png', 's/a.png', '\u00fc', 'u\u0308']
    expect(given.map((path) => paths.add(path))).toEqual([
      's/a.png',
      's/A-1.png',
      't/a.png',
      's/a-1-1.png',
      's/a-2.png',
      '\u00fc',
      'u\u0308-1',
    ])
  })
})

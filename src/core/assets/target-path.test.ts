import { describe, expect, it } from 'vitest'
import { assetNameOf, targetPath } from './target-path.ts'

describe('targetPath', () => {
  it.each([
    // destFolder, name, folder, file
    [undefined, 'a.jpg', 'Demo/', 'a.jpg'],
    ['', 'a.jpg', 'Demo/', 'a.jpg'],
    ['shoes', 'a.jpg', 'Demo/shoes/', 'a.jpg'],
    ['/shoes/red/', 'a.jpg', 'Demo/shoes/red/', 'a.jpg'],
    ['Demo/shoes', 'a.jpg', 'Demo/shoes/', 'a.jpg'],
    ['Demo/', 'a.jpg', 'Demo/', 'a.jpg'],
    [undefined, 'Demo/dir//a.jpg', 'Demo/dir/', 'a.jpg'],
    [undefined, 'Other/dir/a.jpg', 'Demo/Other/dir/', 'a.jpg'],
    [undefined, 'Demo/Demo/a.jpg', 'Demo/Demo/', 'a.jpg'],
    [undefined, 'dir\\sub\\a.jpg', 'Demo/dir/sub/', 'a.jpg'],
    ['shoes', 'C:\\Users\\me\\a.jpg', 'Demo/shoes/', 'a.jpg'],
    ['shoes', 'sub/a.jpg', 'Demo/shoes/sub/', 'a.jpg'],
    [undefined, 'Grün 1.jpg', 'Demo/', 'Grün 1.jpg'],
    [undefined, 'Demo', 'Demo/', 'Demo', 'error'],
  ])('%s + %s', (dest, name, folder, fileName, error?: string) => {
    if (error) expect(() => targetPath('Demo/', dest, name)).toThrow(/must end in the name of a file/)
    else expect(targetPath('Demo/', dest, name)).toEqual({ folder, fileName })
  })

  it.each([
    '',
    '/',
    'dir/',
    '../a.jpg',
    'dir/../../a.jpg',
    'dir/./a.jpg',
    '..\\a.jpg',
    'a\u0000b.jpg',
    `${'x'.repeat(256)}.jpg`,
  ])('refuses %j', (name) => expect(() => targetPath('Demo/', undefined, name)).toThrow(/fileName: /))

  it.each([
    ['../Other', 'a.jpg', 'destFolder', "destFolder: '../Other' may not hold '.' or '..'."],
    ['a/b/', '../c.jpg', 'fileName', "fileName: '../c.jpg' may not hold '.' or '..'."],
    ['x/'.repeat(33), 'a.jpg', 'destFolder', 'must lie in at most 32 folders'],
    ['shoes', `${'x/'.repeat(33)}a.jpg`, 'fileName', 'must lie in at most 32 folders'],
    [`${'x'.repeat(250)}/`.repeat(4), 'a.jpg', 'destFolder', 'must have a path of at most 1000 characters'],
  ])('names the value that is wrong (%#)', (dest, name, field, message) => {
    expect(() => targetPath('Demo/', dest, name)).toThrow(
      expect.objectContaining({ field, message: expect.stringContaining(message) }),
    )
  })

  it('calls the values what its caller calls them', () => {
    const fields = { folder: 'folderHandle', name: 'name' }
    expect(() => targetPath('Demo/', '..', 'a', fields)).toThrow(/^folderHandle: /)
    expect(() => targetPath('Demo/', 'x', '..', fields)).toThrow(/^name: /)
  })
})

describe('assetNameOf', () => {
  it.each([
    ['a.jpg', 'a'],
    ['a.b.jpg', 'a.b'],
    ['README', 'README'],
    ['.htaccess', '.htaccess'],
  ])('%s -> %s', (fileName, name) => expect(assetNameOf(fileName)).toBe(name))
})

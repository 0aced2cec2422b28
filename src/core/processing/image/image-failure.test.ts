import { expect, it } from 'vitest'
import { DarkroomError } from '../../errors.ts'
import { imageFailure } from './image-failure.ts'

it.each([
  [
    'storage-full',
    '/data/work/7/pyramid.tif: write error\nsystem error: No space left on device\nvips2tiff: failed',
  ],
  ['too-large', 'Input SVG image exceeds 32767x32767 pixel limit'],
  ['too-large', 'timeout: 42% complete'],
  ['bad-file', 'VipsJpeg: premature end of JPEG image'],
  ['bad-file', 'Input file contains unsupported image format'],
  ['bad-file', 'something /data/secret/path nobody has seen'],
  ['internal', 'Input file is missing: /data/blobs/ab/cd'],
])('%s for "%s", without paths, with the cause', (code, words) => {
  const cause = new Error(words)
  const error = imageFailure(cause, 'a.jpg')
  expect(error).toMatchObject({ code, cause })
  expect(error.message).not.toContain('/data')
})

it('passes our own errors on', () => {
  const error = new DarkroomError('too-large', 'x')
  expect(imageFailure(error, 'a.jpg')).toBe(error)
})

import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseStorageUrl } from './config.ts'

describe('parseStorageUrl', () => {
  it.each([
    [undefined, '/data/files'],
    ['', '/data/files'],
    [' ', '/data/files'],
    ['file:', '/data/files'],
    ['file:/srv/a%20b', '/srv/a%20b'],
    ['file:///srv/a%20b', '/srv/a b'],
    ['FILE:///srv', '/srv'],
    ['file:rel/x', resolve('rel/x')],
  ])('reads %j as a folder', (value, root) => {
    expect(parseStorageUrl(value, '/data')).toEqual({ kind: 'file', root })
  })

  it.each([
    ['s3://bucket', 'bucket', ''],
    ['s3://my.bucket-1/', 'my.bucket-1', ''],
    ['s3://bucket/a/b/', 'bucket', 'a/b'],
  ])('reads %j as a bucket', (value, bucket, prefix) => {
    expect(parseStorageUrl(value, '/data')).toEqual({ kind: 's3', bucket, prefix })
  })

  it.each(['/srv/files', 'http://host/x', 's3://', 's3://key:secret@bucket', 'file://host/x', 'file:///%2f'])(
    'refuses %j without repeating it',
    (value) => {
      expect(() => parseStorageUrl(value, '/data')).toThrow(
        expect.objectContaining({
          code: 'invalid-parameter',
          field: 'DARKROOM_STORAGE',
          message: expect.stringMatching(/^DARKROOM_STORAGE is (?!.*secret)/),
        }),
      )
    },
  )
})

import { describe, expect, it } from 'vitest'
import { startError } from './start-error.ts'

describe('startError', () => {
  it.each([
    ['initdb: error: could not write to file "x": No space left on device', 'storage-full', 'is full'],
    ['FATAL:  could not extend file: Disk quota exceeded', 'storage-full', 'is full'],
    ['Error: ENOSPC: no space left on device, mkdir', 'storage-full', 'is full'],
    ['initdb: error: could not create directory: Permission denied', 'invalid-parameter', 'must be writable'],
    ['Error: EROFS: read-only file system, mkdir', 'invalid-parameter', 'must be writable'],
    ['first\nFATAL:  bad value\nHINT:  try another', 'internal', 'not started: FATAL:  bad value'],
    [
      'FATAL:  no "pg_wal"\nFATAL:  the database system is starting up',
      'internal',
      'not started: FATAL:  no "pg_wal"',
    ],
    ['one\ntwo\n', 'internal', 'not started: two'],
    ['', 'internal', 'not started: no output'],
  ])('of %j is %s', (output, code, part) => {
    expect(startError('not started', output)).toMatchObject({ code, message: expect.stringContaining(part) })
  })
})

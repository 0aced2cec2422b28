import { describe, expect, it } from 'vitest'
import { databaseAccount } from './account.ts'

const root = 'root:x:0:0:root:/root:/bin/bash'
const nobody = 'nobody:x:65534:65533:nobody:/:/usr/sbin/nologin'
const postgres = 'postgres:x:101:104:PostgreSQL administrator,,,:/var/lib/postgresql:/bin/bash'

describe('databaseAccount', () => {
  it.each([
    [[root, nobody, postgres], { name: 'postgres', uid: 101, gid: 104 }],
    [[root, nobody], { name: 'nobody', uid: 65534, gid: 65533 }],
    [['postgres:x:0:0::/:/bin/sh', nobody], { name: 'nobody', uid: 65534, gid: 65533 }],
  ])('of %j is %j', (lines, account) => {
    expect(databaseAccount(`${lines.join('\n')}\n`)).toEqual(account)
  })

  it('says what to do when there is none', () => {
    expect(() => databaseAccount(`${root}\n`)).toThrowError(
      expect.objectContaining({
        code: 'invalid-parameter',
        message: expect.stringContaining('postgres, nobody'),
      }),
    )
  })
})

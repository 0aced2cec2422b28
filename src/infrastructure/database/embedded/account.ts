import { DarkroomError } from '../../../core/errors.ts'

/** An account of the operating system, as `/etc/passwd` gives it. */
export interface Account {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** PostgreSQL refuses to run as root. These accounts are tried in this order in its place. */
const candidates = ['postgres', 'nobody']

/**
 * The account that PostgreSQL runs under when darkroom itself runs as root.
 * Takes the text of `/etc/passwd`. Throws `invalid-parameter` when it names none of the accounts we know.
 */
export function databaseAccount(passwd: string): Account {
  const accounts = passwd.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name !== undefined && uid !== undefined && gid !== undefined
      ? [{ name, uid: Number(uid), gid: Number(gid) }]
      : []
  })
  for (const candidate of candidates) {
    const account = accounts.find((one) => one.name === candidate && one.uid > 0)
    if (account !== undefined) return account
  }
  throw new DarkroomError(
    'invalid-parameter',
    `PostgreSQL does not run as root and there is none of the accounts ${candidates.join(', ')}: start darkroom as an ordinary user, or set DATABASE_URL.`,
    { field: 'DATABASE_URL' },
  )
}

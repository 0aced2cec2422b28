import { DarkroomError } from '../errors.ts'

/** What every path of the repository begins with. */
export const repositoryRoot = '/content/dam'
/** Of a path, in characters. */
export const maxRepositoryPathLength = 2_000

/**
 * A path of the repository in its one form: '/content/dam/Demo/shoes', without closing or doubled slashes. With `lenient` the
 * first slash may be missing. Throws `invalid-parameter` that names the parameter for any other path.
 */
export function repositoryPath(field: string, text: string, { lenient = false } = {}): string {
  const given = lenient && !text.startsWith('/') ? `/${text}` : text
  if (text.trim() === '') throw bad(field, text, `must be a path below ${repositoryRoot}`)
  if (!given.startsWith('/')) throw bad(field, text, "must be absolute: it must begin with '/'")
  if (given.length > maxRepositoryPathLength)
    throw bad(field, text, `must have at most ${maxRepositoryPathLength} characters`)
  const segments = given.split('/').filter((segment) => segment !== '')
  if (segments.some((segment) => segment === '.' || segment === '..'))
    throw bad(field, text, "may not hold '.' or '..'")
  if (/\p{Cc}/u.test(given) || !given.isWellFormed())
    throw bad(field, text.replace(/\p{Cc}/gu, '?').toWellFormed(), 'may not hold control characters')
  const path = `/${segments.join('/')}`
  if (!isBelow(path, repositoryRoot)) throw bad(field, text, `must lie below ${repositoryRoot}`)
  return path
}

/** Whether a path is the other one or lies below it. */
export function isBelow(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}/`)
}

/** The folder and file name of darkroom for a path: 'Demo/shoes/' and 'a.jpg' of '/content/dam/Demo/shoes/a.jpg'. */
export function insidePath(path: string): string {
  return path.slice(repositoryRoot.length + 1)
}

/** The path of what lies in a folder ('Demo/shoes/') of darkroom. */
export function outsidePath(folder: string, fileName = ''): string {
  return `${repositoryRoot}/${folder}${fileName}`.replace(/\/$/, '')
}

/** What a client is told of a bad value. */
export function bad(field: string, value: string, expectation: string): DarkroomError {
  return new DarkroomError('invalid-parameter', `${field}: '${value.slice(0, 200)}' ${expectation}.`, {
    field,
  })
}

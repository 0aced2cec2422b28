const scheme = /^[a-z][a-z0-9+.-]*:/i

export interface LinkTarget {
  /** See `ParsedReference.path`. */
  readonly path: string | undefined
  /** Undefined: none. */
  readonly fragment: string | undefined
}

/** What paths of the Guides API begin with. */
export const repositoryRoot = '/content/dam/'

/** Where a document lies: folder ('Demo/x/') and name. */
export interface DocumentPlace {
  readonly folder: string
  readonly fileName: string
}

/** The place of '/content/dam/Demo/x/a.dita'. */
export function placeOfPath(path: string): DocumentPlace {
  const below = path.startsWith(repositoryRoot) ? path.slice(repositoryRoot.length) : path.replace(/^\//, '')
  const slash = below.lastIndexOf('/') + 1
  return { folder: below.slice(0, slash), fileName: below.slice(slash) }
}

/**
 * Where a URL reference leads from a document in `folder` ('Demo/x/'). Undefined: to something outside, a web or mail address, which is not
 * looked at. Queries don't count.
 */
export function linkTarget(reference: string, folder: string): LinkTarget | undefined {
  const text = reference.trim()
  if (scheme.test(text) || text.startsWith('//')) return undefined
  const hash = text.indexOf('#')
  const address = (hash < 0 ? text : text.slice(0, hash)).replace(/\?.*$/s, '')
  const fragment = hash < 0 ? undefined : decoded(text.slice(hash + 1)) || undefined
  return { path: address === '' ? undefined : pathFrom(folder, decoded(address)), fragment }
}

/** Empty: it leaves the repository. */
function pathFrom(folder: string, address: string): string {
  if (
    !address.includes('..') &&
    !address.startsWith('/') &&
    !address.includes('./') &&
    !address.includes('//')
  )
    return folder + address
  const base = address.startsWith('/') ? [] : folder.split('/').slice(0, -1)
  const absolute = address.startsWith(repositoryRoot) ? address.slice(repositoryRoot.length) : address
  for (const segment of absolute.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') base.push(segment)
    else if (base.pop() === undefined) return ''
  }
  return base.join('/')
}

function decoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

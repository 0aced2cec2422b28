/** Namespace of the versions before 4.0, of `authHeader` and of all faults; later versions append their date. */
export const namespaceBase = 'http://www.scene7.com/IpsApi/xsd'

/** The versions before 4.0, which have no date; sorts before all dates. */
export const unversioned = ''

/** Versions whose WSDL the API offers, oldest first. A date in between means the fields known by that date. */
export const versions = Object.freeze([
  unversioned,
  '2008-01-15',
  '2008-09-10',
  '2009-07-31',
  '2010-01-31',
  '2012-02-14',
  '2013-02-15',
  '2014-04-03',
] as const)

/** The version that a client without a preference gets. */
export const latestVersion = '2014-04-03'

export interface IpsVersion {
  /** `YYYY-MM-DD`, with `-beta` for a pre-release, or `unversioned`. Texts of it sort by age. */
  readonly version: string
  /** As the client wrote it, to answer in. */
  readonly namespace: string
}

const versionPart = /^(?:\/(\d{4}-\d\d-\d\d(?:-beta)?))?\/?$/

/**
 * The version that a namespace stands for: any date, known or not, with or without `-beta` and a trailing slash.
 * Undefined for a namespace of something else.
 */
export function versionOfNamespace(namespace: string): IpsVersion | undefined {
  if (!namespace.startsWith(namespaceBase)) return undefined
  const match = versionPart.exec(namespace.slice(namespaceBase.length))
  return match === null ? undefined : { version: match[1] ?? unversioned, namespace }
}

/** The namespace of a version. */
export function namespaceOfVersion(version: string): string {
  return version === unversioned ? namespaceBase : `${namespaceBase}/${version}`
}

import { describe, expect, it } from 'vitest'
import { latestVersion, namespaceOfVersion, versionOfNamespace, versions } from './versions.ts'

const base = 'http://www.scene7.com/IpsApi/xsd'

describe('versionOfNamespace', () => {
  it.each([
    [base, ''],
    [`${base}/`, ''],
    [`${base}/2010-01-31`, '2010-01-31'],
    [`${base}/2010-01-31-beta`, '2010-01-31-beta'],
    [`${base}/2011-11-04`, '2011-11-04'],
    [`${base}/2023-01-15/`, '2023-01-15'],
  ])('%s is %j', (namespace, version) => {
    expect(versionOfNamespace(namespace)).toEqual({ version, namespace })
  })

  it.each([
    '',
    'http://www.scene7.com/IpsApi',
    `${base}s`,
    `${base}//`,
    `${base}/2010`,
    `${base}/2010-01-31-alpha`,
    `${base}/2010-01-31/x`,
    `x${base}`,
  ])('%j is none', (namespace) => {
    expect(versionOfNamespace(namespace)).toBeUndefined()
  })
})

describe('versions', () => {
  it('are sorted by age and end with the latest', () => {
    expect([...versions].sort()).toEqual(versions)
    expect(versions.at(-1)).toBe(latestVersion)
  })

  it('have the namespace that stands for them', () => {
    for (const version of versions) {
      expect(versionOfNamespace(namespaceOfVersion(version))?.version).toBe(version)
    }
  })
})

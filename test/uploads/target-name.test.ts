import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { authPart, faultIn, filePart, handleIn, paramsPart, postForm } from './form.ts'
import { assetsNamed, traces } from './state.ts'

let darkroom: TestApp
let jobHandle: string

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

interface Names {
  /** Of the file part. */
  readonly part: string
  readonly destFolder?: string
  readonly fileName?: string
}

/** Names as sent, and the folder and file name that the web service shows. */
const accepted: readonly (readonly [string, Names, string, string])[] = [
  ['the part filename', { part: 'n1.txt' }, 'Demo/', 'n1.txt'],
  ['folders in it, which lie below the root', { part: 'x/y/n2.txt' }, 'Demo/x/y/', 'n2.txt'],
  ['a path that begins with the root, as it is', { part: 'Demo/z/n3.txt' }, 'Demo/z/', 'n3.txt'],
  ['a leading slash before the root', { part: '/Demo/z/n4.txt' }, 'Demo/z/', 'n4.txt'],
  ['a first folder that only begins like the root', { part: 'Demo2/n5.txt' }, 'Demo/Demo2/', 'n5.txt'],
  ['destFolder in front', { part: 'n6.txt', destFolder: 'spring' }, 'Demo/spring/', 'n6.txt'],
  ['destFolder with the root', { part: 'a/n7.txt', destFolder: 'Demo/spring/' }, 'Demo/spring/a/', 'n7.txt'],
  ['an empty destFolder', { part: 'n8.txt', destFolder: '' }, 'Demo/', 'n8.txt'],
  ['fileName before the part filename', { part: 'no.txt', fileName: 'b/n9.txt' }, 'Demo/b/', 'n9.txt'],
  ['an empty fileName, which counts as none', { part: 'n10.txt', fileName: '' }, 'Demo/', 'n10.txt'],
  [
    'fileName behind destFolder',
    { part: 'no.txt', fileName: 'n11.txt', destFolder: 'spring' },
    'Demo/spring/',
    'n11.txt',
  ],
  ['fileName for a part without one', { part: '', fileName: 'n12.txt' }, 'Demo/', 'n12.txt'],
  ['doubled slashes', { part: 'Demo//d///e//n13.txt', destFolder: '/' }, 'Demo/d/e/', 'n13.txt'],
  ['backslashes', { part: 'f\\g\\n14.txt', destFolder: 'Demo\\spring' }, 'Demo/spring/f/g/', 'n14.txt'],
  ['the full path of a Windows browser', { part: 'C:\\Users\\me\\n15.txt' }, 'Demo/', 'n15.txt'],
  ['spaces and other scripts', { part: 'neue Schuhe/n16 靴 ü.txt' }, 'Demo/neue Schuhe/', 'n16 靴 ü.txt'],
]

describe('the target of a file', () => {
  beforeAll(async () => {
    jobHandle = handleIn(await postForm(darkroom.url, [authPart(), paramsPart({ jobName: 'targets' })]))
    for (const [what, { part, ...names }] of accepted)
      handleIn(
        await postForm(darkroom.url, [authPart(), paramsPart({ jobHandle, ...names }), filePart(part, what)]),
      )
    handleIn(await postForm(darkroom.url, [authPart(), paramsPart({ jobHandle, endJob: true })]))
    const { counts } = await jobEnded(darkroom.url, jobHandle)
    expect(counts).toMatchObject({ success: accepted.length, error: 0 })
  })

  it.each(accepted)('is made from %s', async (_, _names, folder, fileName) => {
    const name = fileName.replace('.txt', '')
    expect(await assetsNamed(darkroom.url, name)).toMatchObject([{ folder, fileName }])
  })

  it('has all the folders on its way', async () => {
    const rows = await darkroom.app.db.selectFrom('folder').select('path').execute()
    const paths = rows.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['Demo/', 'Demo/x/', 'Demo/x/y/', 'Demo/d/', 'Demo/d/e/']))
    expect(new Set(paths).size).toBe(paths.length)
  })
})

describe('a target is refused, and nothing is stored,', () => {
  it.each<[string, Names]>([
    ['that climbs out', { part: '../up.txt' }],
    ['that climbs out behind the root', { part: 'Demo/../../up.txt' }],
    ['that climbs out and comes back', { part: 'x/../../Demo/up.txt' }],
    ['that climbs with backslashes', { part: '..\\..\\up.txt' }],
    ['that climbs in fileName', { part: 'a.txt', fileName: 'x/../up.txt' }],
    ['that climbs in destFolder', { part: 'a.txt', destFolder: 'Demo/..' }],
    ['that climbs below a drive letter in destFolder', { part: 'a.txt', destFolder: 'C:\\..\\x' }],
    ['that is the folder itself', { part: 'a.txt', fileName: 'x/.' }],
    ['that ends in a slash', { part: 'x/' }],
    ['that is only slashes', { part: 'a.txt', fileName: '//' }],
    ['that is the root folder', { part: 'Demo' }],
    ['that has a name of more than 255 characters', { part: `${'n'.repeat(252)}.txt` }],
    ['that has more than 32 folders', { part: `${'d/'.repeat(33)}a.txt` }],
  ])('%s', async (_, { part, ...names }) => {
    const before = await traces(darkroom)
    const parts = [authPart(), paramsPart({ jobName: 'refused', ...names }), filePart(part, 'x')]
    const fault = faultIn((await postForm(darkroom.url, parts)).text)
    expect(fault).toMatchObject({ name: 'ipsApiFault', code: '30001' })
    expect(fault.reason).toMatch(names.destFolder === undefined ? /^fileName: / : /^destFolder: /)
    expect(await traces(darkroom)).toEqual(before)
  })

  it('that is missing altogether', async () => {
    const before = await traces(darkroom)
    const parts = [authPart(), paramsPart({ jobName: 'nameless' }), filePart('', 'content')]
    expect(faultIn((await postForm(darkroom.url, parts)).text)).toMatchObject({
      name: 'ipsApiFault',
      code: '30002',
      reason: expect.stringContaining('fileName'),
    })
    expect(await traces(darkroom)).toEqual(before)
  })
})

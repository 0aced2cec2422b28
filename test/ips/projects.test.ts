import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { assetNamed, handles, told, uploadAll } from '../jobs/asset-rows.ts'
import { runJob } from '../jobs/run-job.ts'
import { membersOf, setScript } from '../jobs/set-scripts.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, textOf } from '../support/soap.ts'
import { upload, uploaded } from '../support/upload.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp
let bytes: Buffer

beforeAll(async () => {
  darkroom = await startTestApp()
  bytes = await plainPng(8, 8, 'red')
})
afterAll(async () => await darkroom.close())

const company = '<companyHandle>c|1</companyHandle>'
const call = async (operation: string, param: string) =>
  await answer(darkroom.url, { operation, param: company + param })
const made = async (name: string) =>
  textOf(await call('createProject', `<projectName>${name}</projectName>`), 'projectHandle') ?? ''
const projectOf = async (name: string) =>
  textOf(await call('getAssetsByName', `<nameArray><items>${name}</items></nameArray>`), 'projects')
const projectsXml = (...names: string[]) =>
  `<projectHandleArray>${names.map((name) => `<items>${name}</items>`).join('')}</projectHandleArray>`
const assets = (items: string) => `<assetHandleArray>${items}</assetHandleArray>`

describe('projects', () => {
  it('are made, listed, renamed and deleted; their assets stay', async () => {
    expect(await made('Summer')).toBe('p|1|Summer')
    await made('Autumn')
    await uploadAll(darkroom, { files: [{ name: 'leaf.png', bytes }] })
    const leaf = await handles(darkroom, 'leaf.png')
    await call('addProjectAssets', `<projectHandle>p|1|Summer</projectHandle>${assets(leaf)}`)
    await call('addProjectAssets', `<projectHandle>1|Autumn</projectHandle>${assets(leaf)}`)
    expect(await projectOf('leaf')).toBe('Autumn,Summer')
    const renamed = await call(
      'renameProject',
      '<projectHandle>p|1|Summer</projectHandle><projectName>July</projectName>',
    )
    expect(textOf(renamed, 'projectHandle')).toBe('p|1|July')
    expect(await projectOf('leaf')).toBe('Autumn,July')
    await call('deleteProject', '<projectHandle>p|1|Autumn</projectHandle>')
    expect(elements(await call('getProjects', ''), 'name').map(({ text }) => text)).toEqual(['July'])
    expect(await projectOf('leaf')).toBe('July')
  })

  it('take, lose and replace assets, and tell which handles name none', async () => {
    const project = `<projectHandle>${await made('Mixed')}</projectHandle>`
    await uploadAll(darkroom, { files: [1, 2, 3].map((n) => ({ name: `m${n}.png`, bytes })) })
    const added = await call(
      'addProjectAssets',
      project + assets(`${await handles(darkroom, 'm1.png', 'm2.png')}<items>a|99999</items>`),
    )
    expect([textOf(added, 'successCount'), textOf(added, 'errorCount')]).toEqual(['2', '1'])
    expect(textOf(elements(added, 'errorDetailArray')[0] ?? added, 'assetHandle')).toBe('a|99999')
    await call('removeProjectAssets', project + assets(await handles(darkroom, 'm1.png')))
    expect(await Promise.all(['m1', 'm2', 'm3'].map(projectOf))).toEqual(['', 'Mixed', ''])
    await call('setProjectAssets', project + assets(await handles(darkroom, 'm1.png', 'm3.png')))
    expect(await Promise.all(['m1', 'm2', 'm3'].map(projectOf))).toEqual(['Mixed', '', 'Mixed'])
  })

  it.each([
    ['createProject', '<projectName>Twice</projectName>', "there is a project 'Twice' already"],
    ['createProject', '<projectName>a|b</projectName>', "no '|'"],
    ['createProject', '<projectName> </projectName>', 'must have 1 to 255'],
    ['deleteProject', '<projectHandle>p|1|None</projectHandle>', 'names no project of the company'],
    ['deleteProject', '<projectHandle>p|2|Twice</projectHandle>', 'names no project of the company'],
    [
      'renameProject',
      '<projectHandle>p|1|Twice</projectHandle><projectName>Once</projectName>',
      "there is a project 'Once' already",
    ],
  ])('%s refuses %s', async (operation, param, said) => {
    await outcome(darkroom.url, {
      operation: 'createProject',
      param: `${company}<projectName>Twice</projectName>`,
    })
    await outcome(darkroom.url, {
      operation: 'createProject',
      param: `${company}<projectName>Once</projectName>`,
    })
    const { code, reason } = await outcome(darkroom.url, { operation, param: company + param })
    expect(code).toBeDefined()
    expect(reason).toContain(said)
  })
})

describe('projectHandleArray', () => {
  it('puts new and replaced assets into the projects, and the sets that are made of them', async () => {
    const [spring, shop] = [await made('Spring'), await made('Shop')]
    const script = await setScript(darkroom, { match: '(?<base>tee)-(?<view>\\d)' })
    const files = ['tee-1.png', 'tee-2.png'].map((name) => ({ name, bytes }))
    await uploadAll(darkroom, { files: files.slice(0, 1) })
    await uploadAll(darkroom, {
      files,
      options:
        `<autoSetCreationOptions><autoSetsArray>${script}</autoSetsArray></autoSetCreationOptions>` +
        projectsXml(spring, shop, spring),
    })
    for (const name of ['tee-1', 'tee-2', 'tee-set']) expect(await projectOf(name)).toBe('Shop,Spring')
    expect((await membersOf(darkroom, 'tee-set')).members).toEqual(['tee-1', 'tee-2'])
  })

  it('of reprocessAssetsJob puts assets that are there into projects', async () => {
    const project = await made('Later')
    await uploadAll(darkroom, { files: [{ name: 'old.png', bytes }] })
    await runJob(
      darkroom.url,
      `<reprocessAssetsJob>${assets(await handles(darkroom, 'old.png'))}<createMask>false</createMask>` +
        `${projectsXml(project)}<emailSetting>None</emailSetting></reprocessAssetsJob>`,
    )
    expect(await projectOf('old')).toBe('Later')
  })

  it('is refused where it names no project', async () => {
    const response = await upload(darkroom.url, {
      jobName: 'none',
      files: [{ name: 'none.png', bytes }],
      options: projectsXml('p|1|Nowhere'),
    })
    expect(await response.text()).toContain("projectHandleArray: 'p|1|Nowhere' names no project")
  })

  it('gives a warning where the project went away while the job was open', async () => {
    const project = await made('Short')
    const jobHandle = await uploaded(darkroom.url, { jobName: 'open', options: projectsXml(project) })
    await call('deleteProject', `<projectHandle>${project}</projectHandle>`)
    await uploaded(darkroom.url, { jobHandle, endJob: true, files: [{ name: 'late.png', bytes }] })
    const { lines, counts } = await jobEnded(darkroom.url, jobHandle)
    expect(counts).toMatchObject({ success: 1, warning: 1 })
    expect(told(lines)).toContainEqual(expect.stringContaining("there is no project 'p|1|Short' any more"))
    expect((await assetNamed(darkroom, 'late.png')).name).toBe('late')
  })
})

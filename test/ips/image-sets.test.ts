import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { handles, uploadAll } from '../jobs/asset-rows.ts'
import { membersOf } from '../jobs/set-scripts.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, textOf } from '../support/soap.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  const bytes = await plainPng(8, 8, 'red')
  const files = ['one.png', 'two.png', 'note.xml'].map((name) => ({
    name,
    bytes: name.endsWith('xml') ? Buffer.from('<?xml version="1.0"?><a/>') : bytes,
  }))
  await uploadAll(darkroom, { files })
})
afterAll(async () => await darkroom.close())

const company = '<companyHandle>c|1</companyHandle>'
const call = async (operation: string, param: string) =>
  await answer(darkroom.url, { operation, param: company + param })
const refused = async (operation: string, param: string) =>
  await outcome(darkroom.url, { operation, param: company + param })
const newSet = async (name: string, type = 'ImageSet') =>
  textOf(
    await call(
      'createImageSet',
      `<folderHandle>f|Demo/sets/</folderHandle><name>${name}</name><type>${type}</type>`,
    ),
    'assetHandle',
  ) ?? ''
const handleOf = async (fileName: string) => /a\|\d+/.exec(await handles(darkroom, fileName))?.[0] ?? ''
const member = (handle: string) =>
  `<items><assetHandle>${handle}</assetHandle><pageReset>false</pageReset></items>`
const membersXml = (set: string, ...items: string[]) =>
  `<assetHandle>${set}</assetHandle><memberArray>${items.map(member).join('')}</memberArray>`

describe('image sets', () => {
  it('are made, filled in order, and read', async () => {
    const set = await newSet('pair')
    expect(await membersOf(darkroom, 'pair')).toMatchObject({
      folder: 'Demo/sets/',
      type: 'ImageSet',
      members: [],
    })
    const [one, two] = [await handleOf('one.png'), await handleOf('two.png')]
    await call('setImageSetMembers', membersXml(set, two, one))
    const read = await call('getImageSetMembers', `<assetHandle>${set}</assetHandle>`)
    const items = elements(read, 'memberArray')[0]?.children ?? []
    expect(items.map((item) => [textOf(item, 'name'), textOf(item, 'pageReset')])).toEqual([
      ['two', 'true'],
      ['one', 'true'],
    ])
    await call('setImageSetMembers', membersXml(set, one))
    expect(await membersOf(darkroom, 'pair')).toMatchObject({ members: ['one'], version: 3 })
  })

  it('of two with one name get names of their own', async () => {
    await newSet('twin')
    await newSet('twin', 'SpinSet')
    expect(await membersOf(darkroom, 'twin-1')).toMatchObject({ type: 'SpinSet' })
  })

  it('refuse what they can not hold, and keep what they have', async () => {
    const set = await newSet('strict')
    const one = await handleOf('one.png')
    await call('setImageSetMembers', membersXml(set, one))
    for (const [wrong, said] of [
      [await handleOf('note.xml'), 'is of the type Xml; ImageSet takes Image'],
      ['a|99999', "'a|99999' names no asset"],
      [set, 'is of the type ImageSet'],
    ] as const)
      expect((await refused('setImageSetMembers', membersXml(set, one, wrong))).reason).toContain(said)
    expect((await membersOf(darkroom, 'strict')).members).toEqual(['one'])
    expect((await refused('getImageSetMembers', `<assetHandle>${one}</assetHandle>`)).reason).toContain(
      'expected a set',
    )
    const type = '<folderHandle>f|Demo/</folderHandle><name>x</name><type>Video</type>'
    expect((await refused('createImageSet', type)).reason).toContain('type is Video')
  })
})

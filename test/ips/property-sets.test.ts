import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { propertySetById } from '../../src/core/property-sets/property-set.ts'
import type { XmlElement } from '../../src/soap/xml.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { elements, textOf } from '../support/soap.ts'
import { answer, outcome } from './jobs/call.ts'

let darkroom: TestApp
const password = 'a long horse'
const ids = new Map<string, number>()

beforeAll(async () => {
  darkroom = await startTestApp()
  await darkroom.app.db.transaction().execute(async (tx) => {
    await createCompany(tx, 'Other')
    for (const [email, companyId, role] of [
      ['user@demo', 1, 'IpsUser'],
      ['chief@demo', 1, 'IpsCompanyAdmin'],
      ['chief@other', 2, 'IpsCompanyAdmin'],
    ] as const) {
      const user = await createUser(tx, { email, password })
      ids.set(email, user.id)
      await setMembership(tx, companyId, user.id, role)
    }
  })
})
afterAll(async () => await darkroom.close())

const as = (email: string) => ({ user: email, password })
const userHandle = (email: string) => `u|${ids.get(email)}|${email}`
const call = async (operation: string, param: string, who = {}) =>
  await answer(darkroom.url, { operation, param, ...who })
const refused = async (operation: string, param: string, who = {}) =>
  await outcome(darkroom.url, { operation, param, ...who })

const properties = (values: Record<string, string>) =>
  `<propertyArray>${Object.entries(values)
    .map(([name, value]) => `<items><name>${name}</name><value>${value}</value></items>`)
    .join('')}</propertyArray>`
const typeOf = async (
  name: string,
  propertyType = 'CompanyProperty',
  allowMultiple = true,
  company = 'c|1',
) =>
  textOf(
    await call(
      'createPropertySetType',
      `<companyHandle>${company}</companyHandle><name>${name}</name><propertyType>${propertyType}</propertyType><allowMultiple>${allowMultiple}</allowMultiple>`,
    ),
    'typeHandle',
  ) ?? ''
const setParam = (type: string, owner: string, values: Record<string, string>) =>
  `<typeHandle>${type}</typeHandle><primaryOwnerHandle>${owner}</primaryOwnerHandle>${properties(values)}`
const setOf = async (type: string, owner: string, values: Record<string, string>, who = {}) =>
  textOf(await call('createPropertySet', setParam(type, owner, values), who), 'setHandle') ?? ''
const ownedBy = (type: string, owner: string) =>
  `<typeHandle>${type}</typeHandle><primaryOwnerHandle>${owner}</primaryOwnerHandle>`

function setsIn(body: XmlElement) {
  return (elements(body, 'setArray')[0]?.children ?? []).map((set) => ({
    handle: textOf(set, 'setHandle'),
    values: (elements(set, 'propertyArray')[0]?.children ?? []).map((item) => [
      textOf(item, 'name'),
      textOf(item, 'value'),
    ]),
  }))
}
const setsOf = async (type: string, owner: string, who = {}) =>
  setsIn(await call('getPropertySets', ownedBy(type, owner), who))

describe('property set types', () => {
  it('are found by name and listed by name, a company apart from all companies', async () => {
    const handle = await typeOf('Shop settings', 'UserCompanyProperty', false)
    expect(handle).toMatch(/^pt\|\d+$/)
    const one = await call(
      'getPropertySetType',
      '<companyHandle>c|1</companyHandle><name>Shop settings</name>',
      as('user@demo'),
    )
    expect(elements(one, 'type')[0]?.children.map(({ name, text }) => [name, text])).toEqual([
      ['typeHandle', handle],
      ['companyHandle', 'c|1'],
      ['name', 'Shop settings'],
      ['propertyType', 'UserCompanyProperty'],
      ['allowMultiple', 'false'],
    ])
    const shared = await call('getPropertySetTypes', '', as('user@demo'))
    expect(elements(shared, 'name').map(({ text }) => text)).toEqual([
      'SetGenerationScript',
      'VideoEncodingPreset',
    ])
    expect(elements(shared, 'companyHandle')).toEqual([])
    const others = await call('getPropertySetTypes', '<companyHandle>c|2</companyHandle>')
    expect(elements(others, 'name')).toEqual([])
  })

  it('go with all their sets; those of the server stay', async () => {
    const type = await typeOf('Passing')
    const set = await setOf(type, 'c|1', { a: '1' })
    await call('deletePropertySetType', `<typeHandle>${type}</typeHandle>`, as('chief@demo'))
    expect((await refused('deletePropertySet', `<setHandle>${set}</setHandle>`)).reason).toContain(
      'names no property set',
    )
    const [own] = elements(await call('getPropertySetTypes', ''), 'typeHandle')
    const { code, reason } = await refused('deletePropertySetType', `<typeHandle>${own?.text}</typeHandle>`)
    expect(code).toBeDefined()
    expect(reason).toContain('SetGenerationScript')
  })

  it.each([
    ['a name in use', 'Doubled', 'chief@demo', 'Doubled'],
    ['an empty name', ' ', 'chief@demo', 'expected 1 to 255'],
    ['a user', 'By a user', 'user@demo', 'does not allow'],
    ['a stranger', 'By a stranger', 'chief@other', 'company 1'],
  ])('are refused: %s', async (_case, name, email, said) => {
    if (name === 'Doubled') await typeOf(name)
    const param = `<companyHandle>c|1</companyHandle><name>${name}</name><propertyType>UserProperty</propertyType><allowMultiple>true</allowMultiple>`
    const { code, reason } = await refused('createPropertySetType', param, as(email))
    expect(code).toBeDefined()
    expect(reason).toContain(said)
  })

  it('of all companies are made by IPS administrators only', async () => {
    const param =
      '<name>Everywhere</name><propertyType>CompanyProperty</propertyType><allowMultiple>true</allowMultiple>'
    expect((await refused('createPropertySetType', param, as('chief@demo'))).reason).toContain(
      'IPS administrator',
    )
    expect(textOf(await call('createPropertySetType', param), 'typeHandle')).toMatch(/^pt\|/)
  })
})

describe('property sets', () => {
  it('are made, merged by name, replaced and deleted', async () => {
    const type = await typeOf('Encodings')
    const handle = await setOf(type, 'c|1', { width: '640', height: '360' }, as('chief@demo'))
    expect(handle).toMatch(/^ps\|\d+$/)
    const update = async (more: string, values: Record<string, string>) =>
      await call(
        'updatePropertySet',
        `<setHandle>${handle}</setHandle>${more}${properties(values)}`,
        as('user@demo'),
      )
    await update('', { height: '480', codec: 'H264' })
    const merged = [
      ['width', '640'],
      ['height', '480'],
      ['codec', 'H264'],
    ]
    expect(await setsOf(type, 'c|1', as('user@demo'))).toEqual([{ handle, values: merged }])
    const id = Number(handle.slice(3))
    expect(await propertySetById(darkroom.app.db, 1, id)).toEqual({
      id,
      typeId: Number(type.slice(3)),
      typeName: 'Encodings',
      properties: merged.map(([name, value]) => ({ name, value })),
    })
    expect(await propertySetById(darkroom.app.db, 2, id)).toBeUndefined()
    await update('<replaceProperties>true</replaceProperties>', { only: '1' })
    expect(await setsOf(type, 'c|1')).toEqual([{ handle, values: [['only', '1']] }])
    await call('deletePropertySet', `<setHandle>${handle}</setHandle>`, as('chief@demo'))
    expect(await setsOf(type, 'c|1')).toEqual([])
  })

  it('of a type that allows one only take the place of the earlier one', async () => {
    const type = await typeOf('Single', 'UserProperty', false)
    const owner = userHandle('user@demo')
    await setOf(type, owner, { a: '1' })
    const second = await setOf(type, owner, { a: '2' })
    expect(await setsOf(type, owner, as('user@demo'))).toEqual([{ handle: second, values: [['a', '2']] }])
  })

  it('of a user and a company are found by both, or by the user alone', async () => {
    const type = await typeOf('Desk', 'UserCompanyProperty')
    const owner = userHandle('user@demo')
    const both = `<typeHandle>${type}</typeHandle><primaryOwnerHandle>${owner}</primaryOwnerHandle><secondaryOwnerHandle>c|1</secondaryOwnerHandle>`
    const made = await call('createPropertySet', `${both}${properties({ view: 'grid' })}`)
    const expected = [{ handle: textOf(made, 'setHandle'), values: [['view', 'grid']] }]
    expect(setsIn(await call('getPropertySets', both))).toEqual(expected)
    expect(await setsOf(type, owner)).toEqual(expected)
  })

  it('of darkroom are an adaptive video set, which every company may read and use', async () => {
    const presets = await call('getPropertySetType', '<name>VideoEncodingPreset</name>')
    const type = textOf(presets, 'typeHandle') ?? ''
    const sets = await setsOf(type, 'c|2', as('chief@other'))
    expect(sets.map(({ values }) => Object.fromEntries(values))).toMatchObject([
      { name: 'Adaptive Video 360p', height: '360', videoBitrate: '730', adaptiveSet: 'Adaptive Video' },
      { name: 'Adaptive Video 540p', height: '540', videoBitrate: '2000' },
      { name: 'Adaptive Video 720p', height: '720', videoBitrate: '3000', audioCodec: 'AAC' },
    ])
    const handle = sets[0]?.handle ?? ''
    expect((await propertySetById(darkroom.app.db, 2, Number(handle.slice(3))))?.typeName).toBe(
      'VideoEncodingPreset',
    )
    const changed = await refused(
      'updatePropertySet',
      `<setHandle>${handle}</setHandle>${properties({ height: '1' })}`,
      as('chief@other'),
    )
    expect(changed.reason).toContain('IPS administrator')
  })

  it.each([
    ['a stranger', 'c|1', 'chief@other', 'company 1'],
    ['a user where a company is expected', 'u|1|admin@localhost', 'chief@demo', 'does not fit the type'],
    ['a company that is not there', 'c|77', 'admin', 'no company c|77'],
  ])('are refused: %s', async (_case, owner, email, said) => {
    const type = textOf(await call('getPropertySetType', '<name>SetGenerationScript</name>'), 'typeHandle')
    const who = email === 'admin' ? {} : as(email)
    const { code, reason } = await refused('createPropertySet', setParam(type ?? '', owner, { a: '1' }), who)
    expect(code).toBeDefined()
    expect(reason).toContain(said)
  })

  it("of another user are not for a member of that user's company who is no administrator", async () => {
    const type = await typeOf('Private', 'UserProperty')
    await setOf(type, userHandle('chief@demo'), { secret: '1' })
    const { reason } = await refused(
      'getPropertySets',
      ownedBy(type, userHandle('chief@demo')),
      as('user@demo'),
    )
    expect(reason).toContain("that user's")
    expect(await setsOf(type, userHandle('chief@demo'), as('chief@demo'))).toHaveLength(1)
  })
})

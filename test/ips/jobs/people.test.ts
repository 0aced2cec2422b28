import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../../src/core/accounts/company.ts'
import type { Role } from '../../../src/core/accounts/role.ts'
import { createUser, setMembership } from '../../../src/core/accounts/user.ts'
import type { XmlElement } from '../../../src/soap/xml.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { textOf } from '../../support/soap.ts'
import { answer, outcome } from './call.ts'

let darkroom: TestApp
const password = 'a long horse'
const ids = new Map<string, number>()

/** Demo (c|1), Other (c|2), and Past (c|3), which has expired; people with their roles in them. */
const people: Readonly<Record<string, Readonly<Record<number, Role>>>> = {
  'anna@demo': { 1: 'IpsUser', 2: 'IpsCompanyAdmin' },
  'bert@both': { 1: 'IpsUser', 2: 'ImagePortalUser' },
  'chief@demo': { 1: 'IpsCompanyAdmin' },
  'dora@other': { 2: 'IpsUser' },
}

beforeAll(async () => {
  darkroom = await startTestApp()
  await darkroom.app.db.transaction().execute(async (tx) => {
    await createCompany(tx, 'Other')
    const past = await createCompany(tx, 'Past')
    await tx
      .updateTable('company')
      .set({ expires: new Date('2020-02-29T12:00:00Z') })
      .where('id', '=', past.id)
      .execute()
    for (const [email, memberships] of Object.entries(people)) {
      const user = await createUser(tx, { email, password })
      ids.set(email, user.id)
      for (const [company, role] of Object.entries(memberships))
        await setMembership(tx, Number(company), user.id, role)
    }
    await tx
      .updateTable('user_account')
      .set({ first_name: 'Bert', last_name: 'Both' })
      .where('email', '=', 'bert@both')
      .execute()
    await setMembership(tx, past.id, ids.get('bert@both') ?? 0, 'IpsUser')
    await tx
      .updateTable('company_member')
      .set({ is_active: false })
      .where('company_id', '=', past.id)
      .execute()
  })
})
afterAll(async () => await darkroom.close())

const as = (email: string) => ({ user: email, password })
const handleOf = (email: string) => `u|${ids.get(email)}|${email}`
const texts = (element: XmlElement | undefined) => element?.children.map(({ name, text }) => [name, text])

async function userInfo(param: string, who = {}) {
  return await outcome(darkroom.url, { operation: 'getUserInfo', param, ...who })
}

describe('getUserInfo', () => {
  it('without a name is about the caller', async () => {
    const { body } = await userInfo('', as('bert@both'))
    expect(texts(body.children[0])).toEqual([
      ['userHandle', handleOf('bert@both')],
      ['firstName', 'Bert'],
      ['lastName', 'Both'],
      ['email', 'bert@both'],
      ['isValid', 'true'],
      ['defaultRole', 'IpsUser'],
      ['role', 'IpsUser'],
    ])
    expect(textOf((await userInfo('')).body, 'role')).toBe('IpsAdmin')
  })

  it('finds by handle and by address, in any case', async () => {
    const id = ids.get('bert@both')
    for (const param of [
      `<userHandle>${handleOf('bert@both')}</userHandle>`,
      `<userHandle>${id}|bert@both</userHandle>`,
      '<email>Bert@Both</email>',
    ])
      expect(textOf((await userInfo(param)).body, 'userHandle'), param).toBe(handleOf('bert@both'))
  })

  it('before 4.0 has a handle without a letter, and no defaultRole before 6.0', async () => {
    const { body } = await userInfo('<email>dora@other</email>', {
      namespace: 'http://www.scene7.com/IpsApi/xsd',
    })
    expect(textOf(body, 'userHandle')).toBe(`${ids.get('dora@other')}|dora@other`)
    expect([textOf(body, 'role'), textOf(body, 'defaultRole')]).toEqual(['IpsUser', undefined])
  })

  it('is for administrators of a company of the user, and tells roles of those companies only', async () => {
    const param = '<email>bert@both</email>'
    expect(textOf((await userInfo(param, as('chief@demo'))).body, 'role')).toBe('IpsUser')
    expect(textOf((await userInfo(param, as('anna@demo'))).body, 'role')).toBe('ImagePortalUser')
  })

  it.each([
    ['a user of the same company', '<email>bert@both</email>', 'dora@other', '20003'],
    ['an administrator elsewhere', '<email>dora@other</email>', 'chief@demo', '20003'],
    ['somebody who does not exist', '<email>nobody@demo</email>', 'chief@demo', '20003'],
    ['somebody who does not exist, to the server administrator', '<email>nobody@demo</email>', '', '30001'],
    ['no handle', '<userHandle>bert</userHandle>', '', '30001'],
  ])('refuses %s', async (_what, param, who, code) => {
    expect((await userInfo(param, who === '' ? {} : as(who))).code).toBe(code)
  })
})

describe('getCompanyMembership', () => {
  async function memberships(param: string, more = {}): Promise<XmlElement | undefined> {
    const body = await answer(darkroom.url, { operation: 'getCompanyMembership', param, ...more })
    return body.children[0]
  }
  const list = (array: XmlElement | undefined) =>
    array?.children.map((item) => ['name', 'role', 'isActive'].map((name) => textOf(item, name)))

  it('tells companies with roles, active or not', async () => {
    const array = await memberships('', as('bert@both'))
    expect(array?.name).toBe('membershipArray')
    expect(list(array)).toEqual([
      ['Demo', 'IpsUser', 'true'],
      ['Other', 'ImagePortalUser', 'true'],
      ['Past', 'IpsUser', 'false'],
    ])
  })

  it('before 6.0 tells plain companies', async () => {
    const namespace = 'http://www.scene7.com/IpsApi/xsd/2010-01-31'
    const array = await memberships('', { ...as('bert@both'), namespace })
    expect([array?.name, array?.children.map(texts)]).toEqual([
      'companyArray',
      [
        [
          ['companyHandle', 'c|1'],
          ['name', 'Demo'],
          ['rootPath', 'Demo/'],
        ],
        [
          ['companyHandle', 'c|2'],
          ['name', 'Other'],
          ['rootPath', 'Other/'],
        ],
      ],
    ])
  })

  it('shows an administrator the companies that both are in', async () => {
    const param = `<userHandle>${handleOf('bert@both')}</userHandle>`
    expect(list(await memberships(param, as('anna@demo')))).toEqual([['Other', 'ImagePortalUser', 'true']])
    expect(list(await memberships(param))).toHaveLength(3)
    const fault = await outcome(darkroom.url, {
      operation: 'getCompanyMembership',
      param,
      ...as('dora@other'),
    })
    expect(fault.code).toBe('20003')
  })
})

describe('getAllCompanies', () => {
  async function names(includeExpired: boolean): Promise<(string | undefined)[]> {
    const param = `<includeExpired>${includeExpired}</includeExpired>`
    const body = await answer(darkroom.url, { operation: 'getAllCompanies', param })
    return body.children[0]?.children.map((company) => textOf(company, 'name')) ?? []
  }

  it('leaves expired ones out unless they are asked for', async () => {
    expect(await names(false)).toEqual(['Demo', 'Other'])
    expect(await names(true)).toEqual(['Demo', 'Other', 'Past'])
  })

  it('is for the administrators of the server', async () => {
    const { code } = await outcome(darkroom.url, {
      operation: 'getAllCompanies',
      param: '<includeExpired>true</includeExpired>',
      ...as('chief@demo'),
    })
    expect(code).toBe('20003')
  })
})

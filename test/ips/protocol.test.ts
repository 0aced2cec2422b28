import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import type { XmlElement } from '../../src/soap/xml.ts'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { textOf } from '../support/soap.ts'
import { authHeader, envelope, post, unversioned } from './post.ts'

const latest = `${unversioned}/2014-04-03`
const question = `<getCompanyInfoParam xmlns="${latest}"><companyHandle>c|1</companyHandle></getCompanyInfoParam>`
const basic = (user: string, password: string) => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})

const maxSoapBytes = 64 * 1024

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false, env: { DARKROOM_MAX_SOAP_BYTES: String(maxSoapBytes) } })
  const { db } = darkroom.app
  const left = await createUser(db, { email: 'left@demo', password: 'left the firm' })
  await setMembership(db, 1, left.id, 'IpsUser')
  await db.updateTable('user_account').set({ is_valid: false }).where('id', '=', left.id).execute()
  await createUser(db, { email: 'lonely@nowhere', password: 'no company' })
  const former = await createUser(db, { email: 'former@demo', password: 'once a member' })
  await setMembership(db, 1, former.id, 'IpsCompanyAdmin')
  await db.updateTable('company_member').set({ is_active: false }).where('user_id', '=', former.id).execute()
})
afterAll(async () => await darkroom.close())

describe('who calls', () => {
  it.each([
    ['authHeader', authHeader(), {}],
    ['authHeader of a version', authHeader().replaceAll(unversioned, latest), {}],
    [
      'authHeader of a pre-release',
      authHeader().replaceAll(unversioned, `${unversioned}/2016-01-14-beta`),
      {},
    ],
    [
      'AuthUser and AuthPassword',
      `<AuthUser xmlns="http://www.scene7.com/IpsApi">${adminUser}</AuthUser>` +
        `<AuthPassword xmlns="http://www.scene7.com/IpsApi">${adminPassword}</AuthPassword>`,
      {},
    ],
    ['HTTP Basic', '', basic(adminUser, adminPassword)],
    ['HTTP Basic beside a header without user', '<other xmlns="urn:x"/>', basic(adminUser, adminPassword)],
    ['authHeader before a wrong HTTP Basic', authHeader(), basic(adminUser, 'wrong')],
  ])('is known by %s', async (_what, header, headers) => {
    const reply = await post(darkroom.url, envelope(question, header), headers)
    expect([reply.status, textOf(reply.body, 'name')]).toEqual([200, 'Demo'])
  })

  it.each([
    ['nobody', 10000, '', {}],
    ['an empty user', 10000, authHeader('', '', 'x'), {}],
    ['a wrong password', 10001, authHeader('', adminUser, 'wrong'), {}],
    ['an unknown user', 10001, '', basic('nobody@nowhere', 'wrong')],
    ['a user whose name holds a NUL', 10001, '', basic('nobody\0@nowhere', 'wrong')],
    ['a user who may not sign in', 10002, authHeader('', 'left@demo', 'left the firm'), {}],
    ['a user of no company', 20000, authHeader('', 'lonely@nowhere', 'no company'), {}],
    ['a user whose membership was ended', 20000, authHeader('', 'former@demo', 'once a member'), {}],
  ])('is refused as %s: %i', async (_who, code, header, headers) => {
    const reply = await post(darkroom.url, envelope(question, header), headers)
    expect([reply.status, faultCode(reply.body)]).toEqual([500, code])
  })

  it('refuses somebody of no company also where no company is named', async () => {
    const login = `<checkLoginParam xmlns="${latest}"><email>a@b</email><password>c</password></checkLoginParam>`
    const reply = await post(darkroom.url, envelope(login, authHeader('', 'lonely@nowhere', 'no company')))
    expect(faultCode(reply.body)).toBe(20000)
  })
})

describe('a SOAP 1.1 message', () => {
  it.each([
    ['text/xml'],
    ['text/xml;charset=UTF-8'],
    ['text/xml; charset="utf-8"'],
    ['application/xml'],
    ['application/octet-stream'],
    ['application/x-www-form-urlencoded'],
    ['application/json'],
    ['text/plain;charset=UTF-8'],
    ['text/xml;'],
  ])('is taken with the content type "%s"', async (type) => {
    const reply = await post(darkroom.url, envelope(question), { 'content-type': type })
    expect([reply.status, reply.contentType, reply.soapVersion]).toEqual([
      200,
      'text/xml;charset=utf-8',
      '1.1',
    ])
  })

  it.each([['getCompanyInfo'], ['"getCompanyInfo"'], ['""'], ['http://www.scene7.com/IpsApi/somethingElse']])(
    'is taken with the SOAPAction %s',
    async (soapaction) => {
      expect((await post(darkroom.url, envelope(question), { soapaction })).status).toBe(200)
    },
  )

  it.each([
    ['a byte order mark', `\u{feff}${envelope(question)}`],
    ['white space before the declaration', `\r\n  <?xml version="1.0"?>${envelope(question)}`],
    ['bytes after the root', `${envelope(question)}\0\0garbage <`],
    [
      'nil elements',
      envelope(
        question.replace(
          '</getC',
          '<companyName xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"/></getC',
        ),
      ),
    ],
    ['elements of others', envelope(question.replace('</getC', '<colour xmlns="urn:x">red</colour></getC'))],
    [
      'prefixes',
      envelope(
        question
          .replace('<getC', '<q:getC')
          .replace('xmlns=', 'xmlns:q=')
          .replace('<companyH', '<q:companyH')
          .replace('</companyH', '</q:companyH')
          .replace('</getC', '</q:getC'),
      ),
    ],
    ['comments', `<!-- one -->${envelope(`<!-- two -->${question}`)}`],
  ])('may have %s', async (_what, message) => {
    const reply = await post(darkroom.url, message)
    expect([reply.status, textOf(reply.body, 'name')]).toEqual([200, 'Demo'])
  })

  it('is read in the encoding that it declares', async () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>${envelope(question.replace('<companyHandle>c|1</companyHandle>', '<companyName>M\u00fcller</companyName>'))}`
    const reply = await post(darkroom.url, new Uint8Array(Buffer.from(xml, 'latin1')))
    expect(reply.text).toContain("There is no company 'M\u00fcller'")
  })
})

describe('a SOAP 1.2 message', () => {
  it.each([
    ['application/soap+xml; charset=utf-8; action="getCompanyInfo"'],
    ['application/soap+xml'],
    ['text/xml'],
  ])('is answered in SOAP 1.2 when sent as %s', async (type) => {
    const reply = await post(darkroom.url, envelope(question, authHeader(), '1.2'), { 'content-type': type })
    expect([reply.status, reply.contentType, reply.soapVersion]).toEqual([
      200,
      'application/soap+xml;charset=utf-8',
      '1.2',
    ])
  })

  it('gets faults in SOAP 1.2, with the code in their Detail', async () => {
    const reply = await post(darkroom.url, envelope(question, '', '1.2'))
    expect([reply.status, reply.contentType, reply.soapVersion]).toEqual([
      500,
      'application/soap+xml;charset=utf-8',
      '1.2',
    ])
    expect(reply.body.children.map(({ name }) => name)).toEqual(['Code', 'Reason', 'Detail'])
    expect(faultCode(reply.body)).toBe(10000)
  })
})

describe('the HTTP status of a fault', () => {
  it.each([
    ['200', 200],
    ['400', 400],
    ['503', 503],
    ['99', 500],
    ['700', 500],
    ['', 500],
  ])('is what faultHttpStatusCode %s says: %i', async (asked, status) => {
    for (const version of ['1.1', '1.2'] as const) {
      const header = authHeader(`<faultHttpStatusCode>${asked}</faultHttpStatusCode>`)
      const message = envelope(question.replace('c|1', 'c|x'), header, version)
      const reply = await post(darkroom.url, message)
      expect([reply.status, faultCode(reply.body)]).toEqual([status, 30001])
    }
  })

  it('is not that of a success', async () => {
    const header = authHeader('<faultHttpStatusCode>400</faultHttpStatusCode>')
    expect((await post(darkroom.url, envelope(question, header))).status).toBe(200)
  })
})

describe('a message that can not be read', () => {
  const doctype = '<!DOCTYPE x [<!ENTITY passwords SYSTEM "file:///etc/passwd">]>'
  it.each([
    ['no bytes', ''],
    ['no XML', 'companyHandle=c|1'],
    ['an element that is not closed', envelope(question).slice(0, -20)],
    ['elements that cross', envelope(question.replace('</companyHandle>', '</other>'))],
    ['an unknown prefix', envelope(`<q:${question.slice(1)}`)],
    ['an unknown entity', envelope(question.replace('c|1', '&passwords;'))],
    ['a DOCTYPE', `${doctype}${envelope(question)}`],
    [
      'a DOCTYPE with an entity that is used',
      `${doctype}${envelope(question.replace('c|1', '&passwords;'))}`,
    ],
    ['elements 70 deep', envelope(`${'<a>'.repeat(70)}${'</a>'.repeat(70)}`)],
    ['no envelope', question],
    ['an envelope of something else', envelope(question).replaceAll('schemas.xmlsoap.org', 'example.com')],
    ['an empty Body', envelope('')],
    ['two requests in one Body', envelope(question + question)],
    ['a request in a namespace that is not of this API', envelope(question.replace(latest, 'urn:something'))],
  ])('gets the fault 30003: %s', async (_what, message) => {
    const reply = await post(darkroom.url, message)
    expect([reply.status, reply.contentType, faultCode(reply.body)]).toEqual([
      500,
      'text/xml;charset=utf-8',
      30003,
    ])
    expect(reply.text).not.toContain('root:')
  })

  it('gets the fault 30003 when it is larger than a request may be', async () => {
    const withPadding = (bytes: number) => envelope(question + ' '.repeat(bytes - envelope(question).length))
    expect((await post(darkroom.url, withPadding(maxSoapBytes))).status).toBe(200)
    const reply = await post(darkroom.url, withPadding(maxSoapBytes + 1))
    expect([reply.status, reply.contentType, faultCode(reply.body)]).toEqual([
      500,
      'text/xml;charset=utf-8',
      30003,
    ])
    expect(textOf(reply.body, 'reason')).toMatch(/bytes/)
  })
})

describe('a value that is wrong', () => {
  it.each([
    ['submitJob', '<companyHandle>c|1</companyHandle>', 30002, 'jobName'],
    ['getCompanyInfo', '<companyHandle>one</companyHandle>', 30001, 'companyHandle'],
    ['getActiveJobs', '<jobHandle>7</jobHandle>', 30001, 'jobHandle'],
    ['getJobLogs', '<userHandle>somebody</userHandle>', 30001, 'userHandle'],
    ['getJobLogs', '<startDate>yesterday</startDate>', 30001, 'startDate'],
    ['getJobLogs', '<numRows>many</numRows>', 30001, 'numRows'],
    ['getJobLogs', '<sortBy>Mood</sortBy>', 30001, 'sortBy'],
    [
      'getJobLogDetails',
      '<companyHandle>c|1</companyHandle><originalName>x</originalName><recordsPerPage>1001</recordsPerPage>',
      30001,
      'recordsPerPage is "1001"; expected a whole number from 1 to 1000.',
    ],
    [
      'getJobLogDetails',
      '<companyHandle>c|1</companyHandle><originalName>x</originalName><resultsPage>0</resultsPage>',
      30001,
      'resultsPage',
    ],
    ['getAssetsByName', '<companyHandle>c|1</companyHandle>', 30002, 'nameArray'],
    [
      'getAssetsByName',
      '<companyHandle>c|1</companyHandle><companyHandle>c|1</companyHandle>',
      30001,
      'companyHandle',
    ],
  ])('of %s %s is named by a fault %i', async (operation, param, code, field) => {
    const reply = await post(
      darkroom.url,
      envelope(`<${operation}Param xmlns="${latest}">${param}</${operation}Param>`),
    )
    expect([reply.status, faultCode(reply.body)]).toEqual([500, code])
    expect(textOf(reply.body, 'reason')).toContain(field)
  })
})

it('names the host of the request in the WSDL', async () => {
  const wsdl = await (await fetch(`${darkroom.url}/scene7/webservice/IpsApi.wsdl`)).text()
  expect(wsdl).toContain(`<soap:address location="${darkroom.url}/scene7/services/IpsApiService"/>`)
})

it('shows no other company, and not whether it exists', async () => {
  const { db } = darkroom.app
  const { id } = await db
    .insertInto('company')
    .values({ name: 'Secret', root_folder: 'Secret/' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const user = await createUser(db, { email: 'user@demo', password: 'a member here' })
  await setMembership(db, 1, user.id, 'IpsUser')
  const ask = async (param: string) => {
    const body = `<getCompanyInfoParam xmlns="${latest}">${param}</getCompanyInfoParam>`
    const reply = await post(darkroom.url, envelope(body, authHeader('', 'user@demo', 'a member here')))
    return [faultCode(reply.body), textOf(reply.body, 'reason')?.replaceAll(/Secret|Absent|\d+/g, '*')]
  }
  const byName = await ask('<companyName>Secret</companyName>')
  expect(byName[0]).toBe(20000)
  expect(await ask('<companyName>Absent</companyName>')).toEqual(byName)
  const byHandle = await ask(`<companyHandle>c|${id}</companyHandle>`)
  expect(byHandle[0]).toBe(20000)
  expect(await ask('<companyHandle>c|9999</companyHandle>')).toEqual(byHandle)
})

function faultCode(fault: XmlElement): number {
  return Number(textOf(fault, 'code'))
}

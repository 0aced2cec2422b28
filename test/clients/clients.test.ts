import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg, plainPng } from '../support/pictures.ts'
import { uploaded } from '../support/upload.ts'
import { type ClientName, findClient, runClient } from './client-program.ts'
import { type PictureServer, startPictureServer } from './picture-server.ts'
import type { Story, StoryLog, StoryOptions, Versions, VersionsOptions } from './story.ts'

const clients: readonly ClientName[] = ['zeep', 'php', 'soap']
const password = 'client horse'
const wsdls = [
  'IpsApi.wsdl',
  'IpsApi-2008-01-15.wsdl',
  'IpsApi-2008-09-10.wsdl',
  'IpsApi-2009-07-31.wsdl',
  'IpsApi-2010-01-31.wsdl',
  'IpsApi-2012-02-14.wsdl',
  'IpsApi-2013-02-15.wsdl',
  'IpsApi-2014-04-03.wsdl',
]

let darkroom: TestApp
let pictures: PictureServer
/** Company handles. */
const companies = new Map<ClientName, string>()

/** Each client has a company of its name, with one user and an upload job that waits for more files. */
beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_ALLOW_PRIVATE_URLS: 'true' } })
  pictures = await startPictureServer({
    'boot.jpg': await jpeg(60, 40),
    'größe 42.png': await plainPng(40, 30, 'red'),
  })
  for (const client of clients) {
    const id = await darkroom.app.db.transaction().execute(async (tx) => {
      const company = await createCompany(tx, client)
      const user = await createUser(tx, { email: userOf(client), password })
      await setMembership(tx, company.id, user.id, 'IpsUser')
      return company.id
    })
    companies.set(client, `c|${id}`)
  }
})
afterAll(async () => {
  await pictures.close()
  await darkroom.close()
})

function userOf(client: ClientName): string {
  return `${client}@shop.example`
}

function wsdlUrl(file: string): string {
  return `${darkroom.url}/scene7/webservice/${file}`
}

describe.each(clients)('a client made by %s', (client) => {
  it('runs its jobs, schedules one, and reads the codes of faults', async ({ skip }) => {
    const program = await findClient(client)
    if (typeof program === 'string') return skip(program)
    const source = `${pictures.url}/${client}`
    const options: StoryOptions = {
      wsdl: wsdlUrl('IpsApi-2014-04-03.wsdl'),
      user: userOf(client),
      password,
      company: client,
      otherCompany: 'c|1',
      unknownJob: `${companies.get(client)?.replace('c', 'j')}|none||`,
      pictures: [
        { sourceUrl: `${source}/boot.jpg`, destPath: `${client}/shoes/boot.jpg` },
        {
          sourceUrl: `${source}/${encodeURIComponent('größe 42.png')}`,
          destPath: `${client}/größe 42 & <neu>.png`,
        },
        { sourceUrl: `${source}/lost.jpg`, destPath: `${client}/lost.jpg` },
      ],
      release: `${source}/release`,
    }
    const before = Date.now()
    const story = (await runClient(program, `${client}/story`, options)) as Story
    checkStory(client, story, before)
    expect((await fetch(`${darkroom.url}/is/image/${client}/boot`)).status).toBe(200)
  })

  it('logs in and sees its jobs with the WSDL of every version', async ({ skip }) => {
    const program = await findClient(client)
    if (typeof program === 'string') return skip(program)
    const user = userOf(client)
    await uploaded(darkroom.url, {
      user,
      password,
      companyHandle: companies.get(client) ?? '',
      jobName: 'waiting',
      files: [{ name: 'waiting.png', bytes: await plainPng(10, 10, 'blue') }],
    })
    const options: VersionsOptions = { wsdls: wsdls.map(wsdlUrl), user, password }
    const replies = (await runClient(program, `${client}/versions`, options)) as Versions
    const expected = { login: 'ValidLogin', active: ['waiting'] }
    expect(replies).toEqual(Object.fromEntries(options.wsdls.map((wsdl) => [wsdl, expected])))
  })
})

function checkStory(client: ClientName, story: Story, before: number): void {
  const handle = companies.get(client) ?? ''
  const company = handle.replace('c|', '')
  const { upload, publish, schedule } = story
  expect(story.company).toEqual({ companyHandle: handle, name: client, rootPath: `${client}/` })
  expect(story.login).toEqual(['ValidLogin', 'InvalidLogin'])

  expect(upload.jobHandle).toBe(`j|${company}|pictures||`)
  expect(upload.active).toEqual({ originalName: 'pictures', type: 'UrlUpload', progress: 0, numUrls: 3 })
  expect(upload.log).toMatchObject({ success: 2, errors: 1, total: 3, fatalError: false })
  expect(assetsOf(upload.log, 'UploadSuccess').sort()).toEqual(['boot', 'größe 42 & <neu>'])

  expect(publish.jobHandle).toBe(`j|${company}|publish||`)
  expect(publish.log).toMatchObject({ success: 2, errors: 0, total: 2, fatalError: false })
  expect(assetsOf(publish.log, 'ImageServingPublishSuccess')).toEqual(['boot', 'größe 42 & <neu>'])

  expect(before).toBeLessThanOrEqual(upload.log.startDate)
  expect(upload.log.startDate).toBeLessThan(upload.log.endDate)
  expect(upload.log.endDate).toBeLessThanOrEqual(publish.log.startDate)
  expect(publish.log.endDate).toBeLessThanOrEqual(Date.now())

  expect(schedule).toMatchObject({
    jobHandle: `j|${company}|nightly||`,
    originalName: 'nightly',
    execSchedule: '0 0 4 ? * MON-FRI',
    publishType: 'Incremental',
    states: ['Normal', 'Paused', 'Normal'],
    left: 0,
  })
  expect(new Date(schedule.nextFireTime).getHours()).toBe(4)
  expect(schedule.nextFireTime).toBeGreaterThan(before)

  expect(story.faults).toEqual({
    wrongPassword: { name: 'authenticationFault', code: 10001, reason: expect.any(String) },
    otherCompany: { name: 'authorizationFault', code: 20000, reason: expect.any(String) },
    badConstant: { name: 'ipsApiFault', code: 30001, reason: expect.stringContaining('publishType') },
    missingField: { name: 'ipsApiFault', code: 30002, reason: expect.stringContaining('companyHandle') },
    unknownJob: { name: 'ipsApiFault', code: 30001, reason: expect.stringContaining('none') },
  })
}

/** The assets of the log's lines of one type, in the order of the log. */
function assetsOf({ lines }: StoryLog, wanted: string): (string | null)[] {
  return lines.filter(({ logType }) => logType === wanted).map(({ assetName }) => assetName)
}

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { uploaded } from '../support/upload.ts'
import { findClient, type GeneratorName, runScript } from './client-program.ts'
import type { Errand } from './story.ts'

const password = 'client horse'
const common = 'http://www.scene7.com/IpsApi/xsd'

/** For generating, compiling and running, in ms. A few seconds of one core, but of a busy one. */
const timeout = 240_000

let darkroom: TestApp
let folder: string

beforeAll(async () => {
  darkroom = await startTestApp()
  folder = await mkdtemp(join(tmpdir(), 'darkroom-generators-'))
})
afterAll(async () => {
  await darkroom.close()
  await rm(folder, { recursive: true, force: true })
})

/** The parameters of `errand.sh` before those of the errand itself. */
const generators: Readonly<Record<GeneratorName, (version: string, place: string) => readonly string[]>> = {
  gsoap: (version, place) => [wsdlUrl(version), version ? `${common}/${version}` : common, place],
  axis: (version, place) => [wsdlUrl(version), place],
}

function wsdlUrl(version: string): string {
  return `${darkroom.url}/scene7/webservice/IpsApi${version ? `-${version}` : ''}.wsdl`
}

// Of the newest version and of the oldest, whose types are all in one namespace. Names that gSOAP makes hold the namespace;
// Axis is told to put all types into one package, so that the oldest is to it the newest with less in it.
it.concurrent.for<[GeneratorName, string]>([
  ['gsoap', ''],
  ['gsoap', '2014-04-03'],
  ['axis', '2014-04-03'],
])(
  '%s makes a client of version "%s" that runs a job and reads typed replies and faults',
  { timeout },
  async ([generator, version], { skip }) => {
    const program = await findClient(generator)
    if (typeof program === 'string') return skip(program)
    const company = `${generator}${version}`
    const user = `${company}@shop.example`
    const id = await companyWithUser(company, user)
    await uploaded(darkroom.url, {
      user,
      password,
      companyHandle: `c|${id}`,
      jobName: 'waiting',
      readyForPublish: false,
      files: [{ name: 'waiting.png', bytes: await plainPng(10, 10, 'blue') }],
    })
    const place = await mkdtemp(join(folder, company))
    const handle = (number: number) => (version ? `c|${number}` : `${number}`)
    const options = [...generators[generator](version, place), user, password, company, handle(1)]
    const before = Date.now()
    const errand = (await runScript(program, `${generator}/errand`, options, timeout - 10_000)) as Errand
    checkErrand(errand, company, handle(id), before)
  },
)

async function companyWithUser(name: string, email: string): Promise<number> {
  return await darkroom.app.db.transaction().execute(async (tx) => {
    const company = await createCompany(tx, name)
    const user = await createUser(tx, { email, password })
    await setMembership(tx, company.id, user.id, 'IpsUser')
    return company.id
  })
}

function checkErrand(errand: Errand, company: string, companyHandle: string, before: number): void {
  const { startDate, endDate, ...publish } = errand.publish
  expect({ ...errand, publish }).toEqual({
    company: { companyHandle, name: company, rootPath: `${company}/` },
    login: ['ValidLogin', 'InvalidLogin'],
    active: ['waiting'],
    publish: {
      jobHandle: expect.stringMatching(/^(j\|)?\d+\|publish\|/),
      success: 0,
      total: 0,
      fatalError: false,
    },
    faults: {
      wrongPassword: { name: 'authenticationFault', code: 10001, reason: expect.any(String) },
      otherCompany: { name: 'authorizationFault', code: 20000, reason: expect.any(String) },
      badConstant: { name: 'ipsApiFault', code: 30001, reason: expect.stringContaining('publishType') },
    },
  })
  // gSOAP's times are in whole seconds.
  expect(startDate).toBeGreaterThan(before - 1000)
  expect(endDate).toBeGreaterThanOrEqual(startDate)
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { XmlElement } from '../../src/soap/xml.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { unversioned } from './post.ts'

/** Every version with a WSDL, dates in between, pre-releases, and what clients were seen to send. */
const namespaces = [
  '',
  '/',
  '/2008-01-15',
  '/2008-09-10',
  '/2009-07-31',
  '/2010-01-31',
  '/2010-01-31-beta',
  '/2011-11-04',
  '/2011-11-04-beta',
  '/2012-02-14',
  '/2012-07-31',
  '/2013-02-15',
  '/2013-08-29-beta',
  '/2014-04-03',
  '/2014-04-03/',
  '/2016-01-14-beta',
  '/2021-04-26-beta',
  '/2023-01-15',
].map((date) => `${unversioned}${date}`)

let darkroom: TestApp
let jobHandle: string
let jobId: string
let assetId: string

beforeAll(async () => {
  darkroom = await startTestApp()
  jobHandle = await uploaded(darkroom.url, {
    jobName: 'versions',
    endJob: true,
    files: [{ name: 'boot.png', bytes: await plainPng(20, 10, 'blue') }],
  })
  await jobEnded(darkroom.url, jobHandle)
  jobId = jobHandle.split('|').at(-1) ?? ''
  const { body } = await call(
    `${unversioned}/2014-04-03`,
    'getAssetsByName',
    '<nameArray><items>boot</items></nameArray>',
  )
  assetId = textOf(body, 'assetHandle')?.split('|').at(-1) ?? ''
})
afterAll(async () => await darkroom.close())

async function call(namespace: string, operation: string, more = '') {
  const param = `<companyHandle>c|1</companyHandle>${more}`
  return await soap(darkroom.url, { operation, param, namespace })
}

function namespacesIn(element: XmlElement): Set<string> {
  return new Set([element.namespace, ...element.children.flatMap((child) => [...namespacesIn(child)])])
}

describe.each(namespaces)('the namespace %s', (namespace) => {
  it.each([
    ['getCompanyInfo', ''],
    ['getActiveJobs', ''],
    ['getJobLogs', ''],
    ['getAssetsByName', '<nameArray><items>boot</items></nameArray>'],
  ])('is that of the whole answer to %s', async (operation, more) => {
    const { status, body } = await call(namespace, operation, more)
    expect([status, body.name]).toEqual([200, `${operation}Return`])
    expect([...namespacesIn(body)]).toEqual([namespace])
  })

  it('is not that of faults, which have none with a version', async () => {
    const { status, body } = await call(namespace, 'getJobLogDetails', '<originalName>none</originalName>')
    expect(status).toBe(500)
    expect(elements(body, 'ipsApiFault').map((fault) => [...namespacesIn(fault)])).toEqual([[unversioned]])
  })
})

describe('handles', () => {
  it.each([
    ['', '1', '1||versions', '{id}|1|{id}', 'Demo/'],
    ['/2008-01-15', 'c|1', 'j|1||versions|{job}', 'a|{id}|1|{id}', 'Demo/'],
    ['/2008-09-10', 'c|1', 'j|1||versions|{job}', 'a|{id}|1|{id}', 'Demo/'],
    ['/2009-07-31', 'c|1', 'j|1||versions|{job}', 'a|{id}|1|{id}', 'f|Demo/'],
    ['/2010-01-31', 'c|1', 'j|1||versions|{job}', 'a|{id}', 'f|Demo/'],
    ['/2014-04-03', 'c|1', 'j|1||versions|{job}', 'a|{id}', 'f|Demo/'],
    ['/2021-04-26-beta', 'c|1', 'j|1||versions|{job}', 'a|{id}', 'f|Demo/'],
  ])('have in the namespace "%s" the shapes %s, %s, %s and %s', async (date, company, job, asset, folder) => {
    const namespace = `${unversioned}${date}`
    const logs = await call(namespace, 'getJobLogs')
    expect(textOf(logs.body, 'companyHandle')).toBe(company)
    expect(textOf(logs.body, 'jobHandle')).toBe(job.replace('{job}', jobId))
    const assets = await call(namespace, 'getAssetsByName', '<nameArray><items>boot</items></nameArray>')
    expect(textOf(assets.body, 'assetHandle')).toBe(asset.replaceAll('{id}', assetId))
    expect(textOf(assets.body, 'folderHandle')).toBe(folder)
  })

  it.each([
    ['the shape before 4.0 in the newest version', '/2014-04-03', '1', '1||versions'],
    ['the shape of a submitted job', '/2014-04-03', 'c|1', 'j|1|versions||'],
    ['the shape of a submitted job before 4.0', '', '1', '1|versions|'],
    ['the newest shape before 4.0', '', 'c|1', undefined],
  ])('are read in %s', async (_what, date, company, job) => {
    const { status, body } = await soap(darkroom.url, {
      operation: 'getJobLogDetails',
      namespace: `${unversioned}${date}`,
      param: `<companyHandle>${company}</companyHandle><jobHandle>${job ?? jobHandle}</jobHandle>`,
    })
    expect([status, textOf(body, 'jobName')]).toEqual([200, 'versions'])
  })
})

describe('fields', () => {
  it.each([
    ['', 'getJobLogs', 'originalJobName jobSubType description transferSuccessCount'],
    ['/2008-01-15', 'getJobLogs', 'transferSuccessCount'],
    ['/2009-07-31', 'getJobLogs', ''],
    ['', 'getAssetsByName', 'trashState fileName'],
    ['/2008-09-10', 'getAssetsByName', 'fileName'],
    ['/2011-11-04', 'getAssetsByName', 'fileName'],
    ['/2012-02-14', 'getAssetsByName', ''],
    ['/2014-04-03', 'getJobLogDetails', 'dateCreated'],
    ['/2021-04-26-beta', 'getJobLogDetails', ''],
    ['/2023-01-15', 'getJobLogDetails', ''],
  ])('of the namespace "%s" in %s lack just those that came later: %s', async (date, operation, later) => {
    const more =
      operation === 'getAssetsByName'
        ? '<nameArray><items>boot</items></nameArray>'
        : operation === 'getJobLogDetails'
          ? '<originalName>versions</originalName>'
          : ''
    const names = async (namespace: string) => {
      const { body } = await call(`${unversioned}${namespace}`, operation, more)
      return new Set(elements(body, 'items').flatMap((item) => item.children.map(({ name }) => name)))
    }
    const newest = await names('/2021-04-26-beta')
    expect([...newest.difference(await names(date))].sort()).toEqual(expectedNames(later, newest))
  })
})

/** The fields of `later`; a group such as the transfer counts is named by its first. */
function expectedNames(later: string, all: ReadonlySet<string>): string[] {
  const names = later.split(' ').filter((name) => name !== '')
  const transfers = names.includes('transferSuccessCount')
  return [...all].filter((name) => names.includes(name) || (transfers && name.startsWith('transfer'))).sort()
}

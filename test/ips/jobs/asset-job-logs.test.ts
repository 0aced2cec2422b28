import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../../src/core/accounts/company.ts'
import type { XmlElement } from '../../../src/soap/xml.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { plainPng } from '../../support/pictures.ts'
import { elements, jobEnded, publish, textOf } from '../../support/soap.ts'
import { uploaded } from '../../support/upload.ts'
import { answer, outcome } from './call.ts'

let darkroom: TestApp
let asset: string
let handles: string[]

beforeAll(async () => {
  darkroom = await startTestApp()
  const { url, app } = darkroom
  await app.db.transaction().execute(async (tx) => await createCompany(tx, 'Other'))
  const bytes = await plainPng(20, 10, 'green')
  const other = { name: 'shoe.png', bytes }
  handles = []
  for (const jobName of ['first', 'second']) {
    const handle = await uploaded(url, { jobName, endJob: true, files: [{ name: 'boot.png', bytes }, other] })
    await jobEnded(url, handle)
    handles.push(handle)
  }
  await publish(url)
  const body = await answer(url, {
    operation: 'getAssetsByName',
    param: '<companyHandle>c|1</companyHandle><nameArray><items>boot</items></nameArray>',
  })
  asset = textOf(body, 'assetHandle') ?? ''
})
afterAll(async () => await darkroom.close())

async function logs(assetHandle: string, more = {}): Promise<readonly XmlElement[]> {
  const body = await answer(darkroom.url, {
    operation: 'getAssetJobLogs',
    param: `<companyHandle>c|1</companyHandle><assetHandle>${assetHandle}</assetHandle>`,
    ...more,
  })
  return elements(body, 'jobLogArray')[0]?.children ?? []
}

describe('getAssetJobLogs', () => {
  it('tells what each job did with the asset, the oldest first', async () => {
    const lines = await logs(asset)
    const told = ['logType', 'logMessage', 'submitUserEmail']
    expect(lines.map((line) => told.map((name) => textOf(line, name)))).toEqual([
      ['UploadSuccess', 'File boot.png was uploaded.', 'admin@localhost'],
      ['FileUpdated', 'File boot.png was replaced.', 'admin@localhost'],
      ['ImageServingPublishSuccess', expect.stringContaining('boot'), 'admin@localhost'],
    ])
    expect(lines.slice(0, 2).map((line) => textOf(line, 'jobHandle'))).toEqual(handles)
    expect(lines.slice(0, 2).map((line) => textOf(line, 'jobName'))).toEqual(['first', 'second'])
    const dates = lines.map((line) => textOf(line, 'logDate') ?? '')
    expect(dates).toEqual(dates.toSorted())
    expect(dates[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  })

  it('takes every shape of an asset handle', async () => {
    const id = asset.replace('a|', '')
    for (const shape of [`a|${id}`, id, `a|${id}|1|${id}`, `${id}|1|${id}`])
      expect(await logs(shape), shape).toHaveLength(3)
  })

  it.each([
    ['an unknown asset', 'c|1', 'a|987654', "no asset 'a|987654' in this company"],
    ['an asset of another company', 'c|2', 'a|1', "no asset 'a|1' in this company"],
    ['no handle', 'c|1', 'boot', "assetHandle: 'boot'"],
  ])('has a fault for %s', async (_what, company, handle, reason) => {
    const fault = await outcome(darkroom.url, {
      operation: 'getAssetJobLogs',
      param: `<companyHandle>${company}</companyHandle><assetHandle>${handle}</assetHandle>`,
    })
    expect([fault.code, fault.reason]).toEqual(['30001', expect.stringContaining(reason)])
  })
})

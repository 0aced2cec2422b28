import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, jobEnded, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

let darkroom: TestApp
let zebra: string

/**
 * Five ended jobs, in this order: 'mole' of Demo with 1 file; 'zebra' of Demo with 3 files, 1 of them broken and 1 with
 * a warning; 'bear' of Demo by anna with 2 broken files; 'ant' of Other by anna with 2 files; a publish job 'yak' of Demo.
 */
beforeAll(async () => {
  darkroom = await startTestApp()
  const { url, app } = darkroom
  await app.db.transaction().execute(async (tx) => {
    const other = await createCompany(tx, 'Other')
    const anna = await createUser(tx, { email: 'anna@demo', password: 'anna horse' })
    await setMembership(tx, 1, anna.id, 'IpsUser')
    await setMembership(tx, other.id, anna.id, 'IpsUser')
  })
  const good = await plainPng(20, 10, 'green')
  const broken = good.subarray(0, 40)
  const job = async (jobName: string, files: Record<string, Buffer>, more: object = {}) => {
    const handle = await uploaded(url, {
      jobName,
      endJob: true,
      files: Object.entries(files).map(([name, bytes]) => ({ name: `${jobName}/${name}`, bytes })),
      ...more,
    })
    await ended(handle)
    return handle
  }
  const anna = { user: 'anna@demo', password: 'anna horse' }
  await job('mole', { 'a.png': good })
  zebra = await job(
    'zebra',
    { 'a.png': good, 'b.png': broken, 'c.png': await plainPng(4, 4, 'red') },
    {
      options:
        '<manualCropOptions><left>5</left><right>0</right><top>0</top><bottom>0</bottom></manualCropOptions>',
    },
  )
  await job('bear', { 'a.png': broken, 'b.png': broken }, anna)
  await job('ant', { 'a.png': good, 'b.png': good }, { ...anna, companyHandle: 'c|2' })
  const published = await soap(url, {
    operation: 'submitJob',
    param:
      '<companyHandle>c|1</companyHandle><jobName>yak</jobName><imageServingPublishJob>' +
      '<publishType>Incremental</publishType><emailSetting>None</emailSetting></imageServingPublishJob>',
  })
  await jobEnded(url, textOf(published.body, 'jobHandle') ?? '')
})
afterAll(async () => await darkroom.close())

async function ended(handle: string): Promise<void> {
  const company = handle.split('|')[1]
  const param = `<companyHandle>c|${company}</companyHandle><jobHandle>${handle}</jobHandle>`
  await waitFor(`the end of ${handle}`, async () => {
    const { body } = await soap(darkroom.url, { operation: 'getJobLogDetails', param })
    return textOf(body, 'endDate') !== undefined
  })
}

async function logs(param: string, user = adminUser, password = adminPassword) {
  const { status, text, body } = await soap(darkroom.url, { operation: 'getJobLogs', param, user, password })
  expect(status, text).toBe(200)
  return body
}

async function names(param: string, user?: string, password?: string): Promise<string> {
  const body = await logs(param, user, password)
  return elements(body, 'originalJobName')
    .map(({ text }) => text)
    .join(' ')
}

describe('getJobLogs', () => {
  it('tells the newest first, of every company for an IPS administrator, and no lines', async () => {
    expect(await names('')).toBe('yak ant bear zebra mole')
    expect(elements(await logs(''), 'detailArray')).toEqual([])
  })

  it('counts files by what became of them', async () => {
    const body = await logs('<companyHandle>c|1</companyHandle>')
    const counts = elements(body, 'items').map((log) =>
      [
        'originalJobName',
        'logType',
        'jobSubType',
        'fileSuccessCount',
        'fileErrorCount',
        'fileWarningCount',
        'totalFileCount',
      ]
        .map((name) => textOf(log, name))
        .join(' '),
    )
    expect(counts).toEqual([
      'yak BeginImageServingPublish increment 3 0 0 3',
      'bear BeginUpload  0 2 0 2',
      'zebra BeginUpload  2 1 1 3',
      'mole BeginUpload  1 0 0 1',
    ])
  })

  it.each([
    ['<companyHandle>c|1</companyHandle>', 'yak bear zebra mole'],
    ['<companyHandle>c|2</companyHandle>', 'ant'],
    ['<userHandle>u|2|anna@demo</userHandle>', 'ant bear'],
    ['<userHandle>2|anna@demo</userHandle>', 'ant bear'],
    ['<companyHandle>c|1</companyHandle><userHandle>u|2</userHandle>', 'bear'],
    ['<userHandle>u|99|nobody@demo</userHandle>', ''],
    ['<numRows>2</numRows>', 'yak ant'],
    ['<numRows>0</numRows>', ''],
    ['<numRows>5000</numRows>', 'yak ant bear zebra mole'],
    ['<startDate>2001-01-01T00:00:00Z</startDate><endDate>2002-01-01T00:00:00Z</endDate>', ''],
  ])('keeps with the filter %s: %s', async (param, expected) => {
    expect(await names(param)).toBe(expected)
  })

  it('keeps what began between startDate and endDate, both included, in any zone', async () => {
    const all = elements(await logs('<sortBy>StartDate</sortBy>'), 'startDate').map(({ text }) => text)
    const [first = '', second = '', , , last = ''] = all
    expect(all).toEqual([...all].sort())
    const west = new Date(new Date(second).getTime() - 5 * 3_600_000).toISOString().replace('Z', '-05:00')
    expect(await names(`<startDate>${second}</startDate>`)).toBe('yak ant bear zebra')
    expect(await names(`<startDate>${west}</startDate>`)).toBe('yak ant bear zebra')
    expect(await names(`<endDate>${second}</endDate>`)).toBe('zebra mole')
    expect(await names(`<startDate>${last}</startDate><endDate>${last}</endDate>`)).toBe('yak')
    expect(await names(`<startDate>${first}</startDate><endDate>${first}</endDate>`)).toBe('mole')
  })

  it.each([
    ['JobName', 'ant bear mole yak zebra'],
    ['LogType', 'yak mole zebra bear ant'],
    ['StartDate', 'mole zebra bear ant yak'],
    ['CompanyName', 'mole zebra bear yak ant'],
    ['UserId', 'mole zebra yak bear ant'],
    ['Email', 'mole zebra yak bear ant'],
    ['FileErrorCount', 'mole ant yak zebra bear'],
    ['FileWarningCount', 'mole bear ant yak zebra'],
    ['FileSuccessCount', 'bear mole zebra ant yak'],
  ])('sorts by %s in both directions', async (field, ascending) => {
    const descending = ascending.split(' ').reverse().join(' ')
    expect(await names(`<sortBy>${field}</sortBy>`)).toBe(ascending)
    expect(
      await names(`<sortBy>${field.toLowerCase()}</sortBy><sortDirection>Ascending</sortDirection>`),
    ).toBe(ascending)
    expect(await names(`<sortBy>${field}</sortBy><sortDirection>Descending</sortDirection>`)).toBe(descending)
  })

  it('shows a user the companies of that user only', async () => {
    const { db } = darkroom.app
    const clerk = await createUser(db, { email: 'clerk@other', password: 'clerk horse' })
    await setMembership(db, 2, clerk.id, 'IpsUser')
    expect(await names('', 'clerk@other', 'clerk horse')).toBe('ant')
    expect(await names('<userHandle>u|1</userHandle>', 'clerk@other', 'clerk horse')).toBe('')
  })
})

describe('getJobLogDetails', () => {
  async function details(param: string) {
    const { status, text, body } = await soap(darkroom.url, {
      operation: 'getJobLogDetails',
      param: `<companyHandle>c|1</companyHandle>${param}`,
    })
    expect(status, text).toBe(200)
    const lines = elements(body, 'detailArray').flatMap(({ children }) => children)
    return {
      total: textOf(body, 'detailTotalRows'),
      name: textOf(body, 'originalJobName'),
      types: lines.map((line) => textOf(line, 'logType')),
      lines: lines.map((line) => `${textOf(line, 'logType')} ${textOf(line, 'logMessage')}`),
    }
  }
  const ofZebra = () => `<jobHandle>${zebra}</jobHandle>`

  it('tells the whole log, its frame first and last', async () => {
    const { types, total } = await details(ofZebra())
    expect(types.slice(0, 3)).toEqual(['BeginUpload', 'OriginalJobName', 'JobClient'])
    expect(types.slice(-2)).toEqual(['TotalFileCount', 'EndUpload'])
    expect(types.slice(3, -2).sort()).toEqual([
      'UploadError',
      'UploadSuccess',
      'UploadSuccess',
      'UploadWarning',
    ])
    expect(total).toBe('9')
  })

  it('tells it in pages that together are the whole log', async () => {
    const whole = await details(ofZebra())
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) =>
        details(`${ofZebra()}<recordsPerPage>3</recordsPerPage><resultsPage>${page}</resultsPage>`),
      ),
    )
    expect(pages.map(({ lines }) => lines.length)).toEqual([3, 3, 3, 0])
    expect(pages.flatMap(({ lines }) => lines)).toEqual(whole.lines)
    expect(pages.map(({ total }) => total)).toEqual(['9', '9', '9', '9'])
  })

  it('keeps the types of logTypeArray, and counts only those', async () => {
    const types = '<logTypeArray><items>UploadError</items><items>EndUpload</items></logTypeArray>'
    const found = await details(`${ofZebra()}${types}<recordsPerPage>1</recordsPerPage>`)
    expect([found.total, ...found.types]).toEqual(['2', 'UploadError'])
    expect((await details(`${ofZebra()}<logTypeArray/>`)).total).toBe('9')
  })

  it('keeps the types of a logTypeArray of any length', async () => {
    const many = Array.from({ length: 70_000 }, (_, i) => `<items>T${i}</items>`).join('')
    const types = `<logTypeArray>${many}<items>EndUpload</items></logTypeArray>`
    expect((await details(ofZebra() + types)).types).toEqual(['EndUpload'])
  })

  it('sorts by date and by type, in both directions', async () => {
    const whole = await details(ofZebra())
    const sorted = async (by: string, direction: string) =>
      await details(`${ofZebra()}<sortBy>${by}</sortBy><sortDirection>${direction}</sortDirection>`)
    expect((await sorted('Date', 'Ascending')).lines).toEqual(whole.lines)
    expect((await sorted('date', 'descending')).lines).toEqual([...whole.lines].reverse())
    expect((await sorted('LogType', 'Ascending')).types).toEqual([...whole.types].sort())
    expect((await sorted('logtype', 'Descending')).types).toEqual([...whole.types].sort().reverse())
  })

  it('finds the newest job of an original name', async () => {
    expect((await details('<originalName>zebra</originalName>')).name).toBe('zebra')
    const again = await uploaded(darkroom.url, { jobName: 'mole', endJob: true })
    await ended(again)
    const { body } = await soap(darkroom.url, {
      operation: 'getJobLogDetails',
      param: '<companyHandle>c|1</companyHandle><originalName>mole</originalName>',
    })
    expect(textOf(body, 'jobHandle')).toBe(again)
  })

  it.each([
    ['an unknown number', 'j|1||zebra|987654', '30001'],
    ['an unknown name', 'j|1|gnu||', '30001'],
    ['the job of another company', 'j|2|ant||', '20000'],
  ])('has a fault for %s', async (_what, handle, code) => {
    const { status, body } = await soap(darkroom.url, {
      operation: 'getJobLogDetails',
      param: `<companyHandle>c|1</companyHandle><jobHandle>${handle}</jobHandle>`,
    })
    expect([status, textOf(body, 'code')]).toEqual([500, code])
    expect(textOf(body, 'reason')).toContain(handle)
  })
})

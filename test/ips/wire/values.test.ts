import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { elements, textOf } from '../../support/soap.ts'
import { authHeader, envelope, post, unversioned } from '../post.ts'

const latest = `${unversioned}/2014-04-03`
const newest = `${unversioned}/2021-04-26-beta`
/** A name with characters of one, two, three and four bytes in UTF-8. */
const name = 'Käse & 写真 \u{1F600}'
const escaped = name.replace('&', '&amp;')

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
  const { db } = darkroom.app
  await db.insertInto('company').values({ name, root_folder: 'Other/' }).execute()
  const params = JSON.stringify({ publishType: 'Full', emailSetting: 'None' })
  const job = { company_id: 1, user_id: 1, kind: 'imageServingPublishJob', locale: 'en', params }
  await db
    .insertInto('job')
    .values([
      {
        ...job,
        original_name: 'old',
        name: 'old',
        state: 'Done',
        started_at: new Date('2014-04-03T17:04:40.123Z'),
      },
      { ...job, original_name: 'new', name: 'new', state: 'Waiting' },
    ])
    .execute()
})
afterAll(async () => await darkroom.close())

function param(operation: string, content: string, namespace = latest): string {
  return `<${operation}Param xmlns="${namespace}">${content}</${operation}Param>`
}

async function ask(operation: string, content: string, namespace?: string) {
  return await post(darkroom.url, envelope(param(operation, content, namespace)))
}

describe('a request in the encoding', () => {
  const message = envelope(param('getCompanyInfo', `<companyName>${escaped}</companyName>`))
  const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()
  const declared = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?>${message}`
  it.each<[string, Buffer]>([
    ['UTF-8, declared', Buffer.from(declared('utf-8'))],
    ['UTF-16LE with a byte order mark', Buffer.from(`\u{feff}${declared('UTF-16')}`, 'utf16le')],
    ['UTF-16BE with a byte order mark', swapped(`\u{feff}${declared('UTF-16')}`)],
    ['UTF-16LE, declared', Buffer.from(declared('UTF-16LE'), 'utf16le')],
    ['UTF-16BE, declared', swapped(declared('UTF-16BE'))],
    ['US-ASCII, with character references', Buffer.from(references(declared('US-ASCII')), 'latin1')],
    ['ISO-8859-1, with character references', Buffer.from(references(declared('ISO-8859-1')), 'latin1')],
  ])('%s is read, and answered in UTF-8', async (_encoding, bytes) => {
    const reply = await post(darkroom.url, new Uint8Array(bytes))
    expect([reply.status, textOf(reply.body, 'name')]).toEqual([200, name])
    expect(reply.text).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>/)
  })

  it('that is not known gets the fault 30003', async () => {
    const reply = await post(darkroom.url, declared('EBCDIC-CP-US'))
    expect([reply.status, textOf(reply.body, 'code')]).toEqual([500, '30003'])
  })

  function references(xml: string): string {
    return xml.replace(/[^\0-\x7f]/gu, (character) => `&#x${character.codePointAt(0)?.toString(16)};`)
  }
})

describe('text', () => {
  it.each([
    ['CDATA', `<![CDATA[${name}]]>`],
    ['CDATA in parts', `K<![CDATA[äse & 写]]>真 &#x1F600;`],
    ['comments inside', `Käse<!-- no --> &#38; 写真 \u{1F600}`],
  ])('may be %s', async (_what, text) => {
    const reply = await ask('getCompanyInfo', `<companyName>${text}</companyName>`)
    expect([reply.status, textOf(reply.body, 'name')]).toEqual([200, name])
  })
})

describe('prefixes', () => {
  it('may differ from element to element', async () => {
    const body =
      `<a:getJobLogDetailsParam xmlns:a="${latest}" xmlns:b="${latest}">` +
      `<b:companyHandle>c|1</b:companyHandle><originalName xmlns="${latest}">old</originalName>` +
      `<a:logTypeArray><c:items xmlns:c="${latest}">UploadError</c:items></a:logTypeArray></a:getJobLogDetailsParam>`
    const reply = await post(darkroom.url, envelope(body))
    expect([reply.status, textOf(reply.body, 'jobName')]).toEqual([200, 'old'])
  })

  it('may be those of another version, or none', async () => {
    const content = `<v:companyHandle xmlns:v="${unversioned}">c|1</v:companyHandle><originalName xmlns="">old</originalName>`
    expect(textOf((await ask('getJobLogDetails', content)).body, 'jobName')).toBe('old')
  })
})

describe('an element that holds nothing', () => {
  const nil = 'xsi:nil="true" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
  it.each([
    ['empty', '<startDate/>'],
    ['blank', '<numRows> \n</numRows>'],
    ['an empty choice', '<sortBy></sortBy>'],
    ['nil', `<userHandle ${nil}/>`],
    ['nil by 1', `<numRows ${nil.replace('true', '1')}>none</numRows>`],
  ])('counts as absent when it is optional: %s', async (_what, content) => {
    const reply = await ask('getJobLogs', content)
    expect([reply.status, textOf(reply.body, 'jobName')]).toEqual([200, 'old'])
  })

  it.each([
    ['nil', `<companyHandle ${nil}/>`],
    ['absent', ''],
  ])('is a fault 30002 when it is required: %s', async (_what, content) => {
    const reply = await ask('getJobLogDetails', `${content}<originalName>old</originalName>`)
    expect([reply.status, textOf(reply.body, 'code')]).toEqual([500, '30002'])
    expect(textOf(reply.body, 'reason')).toBe('companyHandle is missing; expected text.')
  })

  it('is an empty array in a reply', async () => {
    const { body } = await ask('getJobLogs', '<numRows>0</numRows>')
    expect(elements(body, 'jobLogArray').map(({ children }) => children)).toEqual([[]])
  })
})

describe('a boolean', () => {
  it.each([
    ['true', 'new'],
    ['1', 'new'],
    ['TRUE', 'new'],
    [' true ', 'new'],
    ['false', undefined],
    ['0', undefined],
    ['', undefined],
  ])('may be "%s"', async (text, job) => {
    const content = `<includeWaitingJobs>${text}</includeWaitingJobs>`
    const reply = await ask('getActiveJobs', content, newest)
    expect([reply.status, textOf(reply.body, 'name')]).toEqual([200, job])
  })

  it.each(['yes', '2', 'tru e'])('is never "%s"', async (text) => {
    const reply = await ask('getActiveJobs', `<includeWaitingJobs>${text}</includeWaitingJobs>`, newest)
    expect([reply.status, textOf(reply.body, 'code')]).toEqual([500, '30001'])
    expect(textOf(reply.body, 'reason')).toContain(`includeWaitingJobs is "${text}"`)
  })
})

describe('a dateTime', () => {
  it.each([
    '2014-04-03T17:04:40.123Z',
    '2014-04-03T17:04:40.123456Z',
    '2014-04-03T19:04:40.123+02:00',
    '2014-04-03T11:34:40.123-05:30',
    '2014-04-04T07:04:40.123+14:00',
    ' 2014-04-03T17:04:40.123+00:00\n',
  ])('may be %s', async (text) => {
    const reply = await ask('getJobLogs', `<startDate>${text}</startDate><endDate>${text}</endDate>`)
    expect([reply.status, textOf(reply.body, 'startDate')]).toEqual([200, '2014-04-03T17:04:40.123Z'])
  })

  it.each(['2014-04-03', '2014-02-30T00:00:00Z', '2014-04-03 17:04:40Z', '1396544680', '2014-04-03T17:04Z'])(
    'is never %s',
    async (text) => {
      const reply = await ask('getJobLogs', `<startDate>${text}</startDate>`)
      expect([reply.status, textOf(reply.body, 'code')]).toEqual([500, '30001'])
      expect(textOf(reply.body, 'reason')).toContain(`startDate is "${text}"; expected a date and time`)
    },
  )
})

describe('the order of elements', () => {
  it.each([
    [
      'out of order',
      'getJobLogs',
      '<numRows>1</numRows><companyHandle>c|1</companyHandle>',
      'companyHandle is an element after numRows; expected it before numRows.',
    ],
    [
      'unknown',
      'getJobLogs',
      '<companyHandle>c|1</companyHandle><maxRows>1</maxRows>',
      'maxRows is an unknown element; expected only companyHandle,',
    ],
    [
      'unknown and deep',
      'submitJob',
      '<companyHandle>c|1</companyHandle><jobName>x</jobName>' +
        '<imageServingPublishJob><publishKind>Full</publishKind></imageServingPublishJob>',
      'imageServingPublishJob/publishKind is an unknown element',
    ],
    [
      'unknown items',
      'getAssetsByName',
      '<companyHandle>c|1</companyHandle><nameArray><item>a</item></nameArray>',
      'nameArray/item is an unknown element; expected only items.',
    ],
  ])('counts: %s is the fault 30001', async (_what, operation, content, reason) => {
    const reply = await ask(operation, content)
    expect([reply.status, textOf(reply.body, 'code')]).toEqual([500, '30001'])
    expect(textOf(reply.body, 'reason')).toContain(reason)
  })

  it('does not count in authHeader, and neither do elements that it does not know', async () => {
    const header = authHeader()
      .replace(/(<user>.*<\/user>)(<password>.*<\/password>)/, '<apiVersion>6.0</apiVersion>$2$1')
      .replace('</authHeader>', '<appName>x</appName></authHeader>')
    expect(header).toContain('</password><user>')
    const message = envelope(param('getJobLogs', ''), header)
    expect((await post(darkroom.url, message)).status).toBe(200)
  })

  it('does not count in the documents of UploadFile either', async () => {
    const upload =
      `<uploadPostParam xmlns="${latest}"><colour>red</colour><jobName>sloppy</jobName>` +
      '<uploadParams><emailSetting>None</emailSetting><readyForPublish>true</readyForPublish><colour/>' +
      '<overwrite>true</overwrite><createMask>false</createMask></uploadParams>' +
      '<companyHandle>c|1</companyHandle></uploadPostParam>'
    const form = new FormData()
    form.append('auth', authHeader())
    form.append('uploadParams', upload)
    const reply = await fetch(`${darkroom.url}/scene7/UploadFile`, { method: 'POST', body: form })
    expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining('||sloppy')])
  })

  it.each([
    [
      'createMetadataField',
      '<companyHandle>c|1</companyHandle><assetType>Image</assetType><name>x</name><fieldType>SingleTag</fieldType>' +
        '<initialTagValue>a</initialTagValue><isEnforced>false</isEnforced>',
    ],
    [
      'addGroupMembership',
      '<companyHandle>c|1</companyHandle><groupHandleArray><items>225</items></groupHandleArray>',
    ],
  ])('does not refuse what the documentation shows for %s', async (operation, content) => {
    const reply = await ask(operation, content)
    expect(textOf(reply.body, 'reason') ?? '').not.toMatch(/expected/)
  })
})

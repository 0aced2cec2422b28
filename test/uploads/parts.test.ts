import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { authXml, ipsNamespace, uploadParamXml } from '../support/upload.ts'
import { authPart, type FormPart, filePart, handleIn, paramsPart, postForm } from './form.ts'
import { assetsNamed } from './state.ts'

const base = 'http://www.scene7.com/IpsApi/xsd'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

/** POSTs, waits for the end of the job, and returns how many files arrived. */
async function arrivals(parts: readonly FormPart[]): Promise<number> {
  const log = await jobEnded(darkroom.url, handleIn(await postForm(darkroom.url, parts)))
  expect(log.counts).toMatchObject({ error: 0, warning: 0 })
  return log.counts.success
}

describe('the parts of a form', () => {
  it.each([
    ['auth uploadParams one two'],
    ['uploadParams auth one two'],
    ['auth one uploadParams two'],
    ['uploadParams one auth two'],
    ['one auth two uploadParams'],
    ['one two uploadParams auth'],
  ])('come in any order: %s', async (order) => {
    const names = order.split(' ')
    const job = order.replaceAll(' ', '-')
    const parts = names.map((name) => {
      if (name === 'auth') return authPart()
      if (name === 'uploadParams') return paramsPart({ jobName: job, endJob: true })
      return filePart(`${job}-${name}.txt`, name)
    })
    expect(await arrivals(parts)).toBe(2)
  })

  it('may be unknown, and are ignored', async () => {
    const unknown: FormPart = { name: 'Submit', body: 'Upload now' }
    const parts = [
      unknown,
      authPart(),
      { ...unknown, name: 'Filename', body: 'C:\\a.txt' },
      paramsPart({ jobName: 'unknown parts', endJob: true }),
      filePart('among-unknown.txt', 'words'),
      { ...unknown, name: '' },
    ]
    expect(await arrivals(parts)).toBe(1)
  })

  it('may be a file field that was left empty, which is no file', async () => {
    const parts = [
      authPart(),
      paramsPart({ jobName: 'left empty', endJob: true }),
      filePart('', ''),
      filePart('only.txt', '1'),
    ]
    expect(await arrivals(parts)).toBe(1)
  })

  it('may be many files, under any field names', async () => {
    const files = Array.from({ length: 25 }, (_, i) => ({
      name: `any${i % 3}`,
      fileName: `many/m${i}.txt`,
      body: `${i}`,
    }))
    expect(await arrivals([authPart(), paramsPart({ jobName: 'many', endJob: true }), ...files])).toBe(25)
    expect(await assetsNamed(darkroom.url, 'm24')).toMatchObject([
      { folder: 'Demo/many/', fileName: 'm24.txt' },
    ])
  })

  it('may give auth and uploadParams as files, as form tools do', async () => {
    const parts = [
      { ...authPart(), fileName: 'auth.xml' },
      { ...paramsPart({ jobName: 'as files', endJob: true }), fileName: 'params.xml' },
      filePart('third.txt', 'words'),
    ]
    expect(await arrivals(parts)).toBe(1)
  })
})

describe('the documents', () => {
  it.each([[base], [`${base}/2008-01-15`], [`${base}/2014-04-03`], [`${base}/2021-04-26-beta`]])(
    'may be an authHeader in %s',
    async (namespace) => {
      const auth = { name: 'auth', body: authXml().replace(ipsNamespace, namespace) }
      const job = `auth-${namespace.split('/').at(-1)}`
      const parts = [auth, paramsPart({ jobName: job, endJob: true }), filePart(`${job}.txt`, '1')]
      expect(await arrivals(parts)).toBe(1)
    },
  )

  it.each([
    ['uploadPostParam', base, '1\\|\\|in versions'],
    ['uploadPostParams', base, '1\\|\\|in versions'],
    ['uploadPostParam', `${base}/2008-01-15`, 'j\\|1\\|\\|in versions\\|\\d+'],
    ['uploadPostParams', `${base}/2014-04-03`, 'j\\|1\\|\\|in versions\\|\\d+'],
    ['uploadPostParam', `${base}/2021-04-26-beta`, 'j\\|1\\|\\|in versions\\|\\d+'],
  ])('may be a %s in %s, and the answer is in that namespace', async (root, namespace, handle) => {
    const body = uploadParamXml({ jobName: 'in versions', endJob: true })
      .replaceAll('uploadPostParam', root)
      .replace(ipsNamespace, namespace)
    const reply = await postForm(darkroom.url, [authPart(), { name: 'uploadParams', body }])
    expect(reply.text).toMatch(
      new RegExp(
        `^<\\?xml version='1\\.0' encoding='UTF-8'\\?><uploadPostReturn xmlns="${namespace}">` +
          `<jobHandle>${handle}</jobHandle></uploadPostReturn>$`,
      ),
    )
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/xml;charset=utf-8')
    expect(Number(reply.headers.get('content-length'))).toBe(Buffer.byteLength(reply.text))
  })

  it('may have a prefix, a declaration, and stray bytes after the root element', async () => {
    const auth =
      `\r\n  <?xml version="1.0"?><a:authHeader xmlns:a="${base}"><a:user>${adminUser}</a:user>` +
      `<a:password>${adminPassword}</a:password></a:authHeader>\r\n \0 stray`
    const params = `${uploadParamXml({ jobName: 'stray bytes', endJob: true })}  \r\n--`
    const parts = [
      { name: 'auth', body: auth },
      { name: 'uploadParams', body: params },
      filePart('stray.txt', '1'),
    ]
    expect(await arrivals(parts)).toBe(1)
  })
})

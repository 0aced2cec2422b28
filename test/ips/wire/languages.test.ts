import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createQueuedJob } from '../../../src/core/jobs/create-job.ts'
import { startTestApp, type TestApp } from '../../support/app.ts'
import { elements, jobEnded } from '../../support/soap.ts'
import { authXml, uploadParamXml } from '../../support/upload.ts'
import { waitFor } from '../../support/wait-for.ts'
import { authHeader, envelope, post, unversioned } from '../post.ts'

const latest = `${unversioned}/2014-04-03`

let darkroom: TestApp
let jobHandle: string

beforeAll(async () => {
  darkroom = await startTestApp()
  jobHandle = await uploadIn('ja-JP', 'autumn')
})
afterAll(async () => await darkroom.close())

/** Runs an upload job in a locale to its end. */
async function uploadIn(
  locale: string,
  jobName: string,
  files: Readonly<Record<string, string | Uint8Array<ArrayBuffer>>> = { 'a.txt': 'words' },
): Promise<string> {
  const form = new FormData()
  form.append('auth', authXml())
  const param = uploadParamXml({ jobName, emailSetting: 'All', endJob: true })
  form.append('uploadParams', param.replace('<endJob>', `<locale>${locale}</locale><endJob>`))
  for (const [name, content] of Object.entries(files)) form.append('file', new Blob([content]), name)
  const response = await fetch(`${darkroom.url}/scene7/UploadFile`, { method: 'POST', body: form })
  const handle = /<jobHandle>(.*?)<\/jobHandle>/.exec(await response.text())?.[1] ?? ''
  await jobEnded(darkroom.url, handle)
  return handle
}

async function messages(
  locale: string | undefined,
  acceptLanguage: string,
  handle = jobHandle,
): Promise<string[]> {
  const param = `<companyHandle>c|1</companyHandle><jobHandle>${handle}</jobHandle>`
  const body = `<getJobLogDetailsParam xmlns="${latest}">${param}</getJobLogDetailsParam>`
  const header = authHeader(locale === undefined ? '' : `<locale>${locale}</locale>`)
  const reply = await post(darkroom.url, envelope(body, header), { 'accept-language': acceptLanguage })
  return elements(reply.body, 'logMessage').map(({ text }) => text)
}

const english = 'Upload job autumn started.'
const german = 'Upload-Auftrag autumn gestartet.'
const french = 'La tâche de chargement autumn a démarré.'
const japanese = 'アップロードジョブ autumn を開始しました。'
const korean = '업로드 작업 autumn을(를) 시작했습니다.'

describe('the log of a job', () => {
  it.each([
    ['de', '*', german],
    ['de-CH', 'fr', german],
    ['fr_CA', 'de', french],
    ['ko-KR', 'de', korean],
    ['ja', 'de', japanese],
    ['pt-BR', 'de', english],
    ['not a locale', 'de-DE,en;q=0.5', german],
    [undefined, 'fr-FR, fr;q=0.9, en;q=0.8', french],
    ['', 'ko', korean],
    [undefined, '*', english],
    [undefined, 'nl', english],
  ])('asked for with the locale %s and Accept-Language %s says "%s"', async (locale, accepted, message) => {
    const all = await messages(locale, accepted)
    expect(all).toContain(message)
    expect(all.filter((one) => one.includes('{'))).toEqual([])
  })
})

describe('what is wrong with a file', () => {
  let handle: string

  beforeAll(async () => {
    const png = await sharp({ create: { width: 4, height: 4, channels: 3, background: 'red' } })
      .png()
      .toBuffer()
    handle = await uploadIn('fr', 'flawed', { 'page.jpg': 'Not found', 'photo.jpg': new Uint8Array(png) })
  })

  it.each([
    ['en', 'File page.jpg was not stored: "page.jpg" is no image: its content is text (text/plain).'],
    [
      'de',
      'Die Datei page.jpg wurde nicht gespeichert: „page.jpg“ ist kein Bild: Der Inhalt ist Text (text/plain).',
    ],
    [
      'ja',
      'ファイル page.jpg は保存されませんでした: 「page.jpg」は画像ではありません: 内容は テキスト (text/plain) です。',
    ],
  ])('is told in %s where it fails', async (locale, message) => {
    expect(await messages(locale, '*', handle)).toContain(message)
  })

  it.each([
    ['en', 'File photo.jpg: "photo.jpg" has the extension .jpg, but its content is image/png.'],
    ['de', 'Datei photo.jpg: „photo.jpg“ hat die Erweiterung .jpg, aber der Inhalt ist image/png.'],
    ['ja', 'ファイル photo.jpg: 「photo.jpg」の拡張子は .jpg ですが、内容は image/png です。'],
  ])('is told in %s where it is a warning', async (locale, message) => {
    expect(await messages(locale, '*', handle)).toContain(message)
  })
})

describe('the reason why a job failed', () => {
  let handle: string

  beforeAll(async () => {
    const { db, engine } = darkroom.app
    const user = await db.selectFrom('user_account').select('id').executeTakeFirstOrThrow()
    const job = await db.transaction().execute(
      async (tx) =>
        await createQueuedJob(tx, engine.queue, engine.kinds.get('videoPublishJob'), {
          companyId: 1,
          userId: user.id,
          originalName: 'late',
          name: 'verspaetet',
          description: '',
          locale: 'de',
          params: { emailSetting: 'Error', contextHandle: 'pc|9999' },
          client: '',
          clientAddress: '',
        }),
    )
    handle = `j|1||verspaetet|${job.id}`
    await jobEnded(darkroom.url, handle)
  })

  it.each([
    [
      'de',
      "Der Auftrag ist gescheitert: contextHandle: 'pc|9999' muss einen Veröffentlichungskontext des Typs Video dieser Firma benennen, wie pc|3.",
    ],
    [
      'ja',
      "ジョブが失敗しました: contextHandle: 'pc|9999' には、pc|3 のように、この会社のタイプ Video の公開コンテキストを指定する必要があります。",
    ],
  ])('is told in %s', async (locale, message) => {
    expect(await messages(locale, '*', handle)).toContain(message)
  })

  it('is told in the mail in the language of the job', async () => {
    const { text } = await mailAbout('verspaetet')
    expect(text).toContain("'pc|9999' muss einen Veröffentlichungskontext")
  })
})

describe('the mail about a job', () => {
  it.each([
    ['de-DE', 'sale', 'Auftrag sale beendet', 'Auftrag: sale', 'Die Datei a.txt '],
    ['fr', 'soldes', 'Tâche soldes terminée', 'Tâche : soldes', 'Le fichier a.txt '],
    ['nl', 'opruiming', 'Job opruiming ended', 'Job: opruiming', 'File a.txt '],
  ])('is in the locale of the job: %s', async (locale, job, subject, line, about) => {
    await uploadIn(locale, job)
    const { head, text } = await mailAbout(job)
    expect(subjectOf(head)).toBe(subject)
    expect(text).toContain(line)
    expect(text).toContain(about)
  })
})

/** Waits for the mail about a job. */
async function mailAbout(job: string): Promise<{ readonly head: string; readonly text: string }> {
  const outbox = join(darkroom.dataFolder, 'outbox')
  const mail = await waitFor('the mail', async () => {
    const names = await readdir(outbox).catch(() => [])
    const name = names.find((one) => one.endsWith('.eml') && one.includes(job))
    return name === undefined ? undefined : await readFile(join(outbox, name), 'utf8')
  })
  const [head = '', ...body] = mail.split('\r\n\r\n')
  return { head, text: decoded(head, body.join('\r\n\r\n')) }
}

/** RFC 2047. */
function subjectOf(head: string): string {
  const subject = /^Subject: (.*(?:\r\n[ \t].*)*)/m.exec(head)?.[1] ?? ''
  return subject
    .replace(/\?=\r\n[ \t]=\?/g, '?==?')
    .replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_word, text: string) => quoted(text.replaceAll('_', ' ')))
    .replace(/=\?UTF-8\?B\?(.*?)\?=/gi, (_word, text: string) => Buffer.from(text, 'base64').toString())
}

function decoded(head: string, body: string): string {
  if (/^Content-Transfer-Encoding: quoted-printable/im.test(head)) return quoted(body.replace(/=\r\n/g, ''))
  if (/^Content-Transfer-Encoding: base64/im.test(head)) return Buffer.from(body, 'base64').toString()
  return body
}

function quoted(text: string): string {
  const latin = text.replace(/=([0-9a-f]{2})/gi, (_byte, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(latin, 'latin1').toString('utf8')
}

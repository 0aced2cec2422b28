import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { queueJob, uploadDefaults } from '../jobs/queue-job.ts'
import { adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { jobEnded } from '../support/soap.ts'
import { type UploadFile, uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

const nothingLeft =
  '<manualCropOptions><left>9</left><right>9</right><top>9</top><bottom>9</bottom></manualCropOptions>'
const text = { name: 'fine.txt', bytes: Buffer.from('words') }

/** Runs one job to its end. Its files are good, bring a warning, or one of them can not be processed. */
async function run({ url }: TestApp, jobName: string, files: readonly UploadFile[], emailSetting: string) {
  const options = nothingLeft
  const job = await uploaded(url, { jobName, files, emailSetting, options, endJob: true })
  return await jobEnded(url, job)
}

describe('emailSetting, with mails in the outbox', () => {
  let darkroom: TestApp
  let mails: string[]

  beforeAll(async () => {
    darkroom = await startTestApp({ env: { MAIL_FROM: 'Studio <studio@shop.example>' } })
    const outcomes: Readonly<Record<string, readonly UploadFile[]>> = {
      good: [text],
      warning: [text, { name: 'small.png', bytes: await plainPng(8, 8, 'red') }],
      error: [text, { name: 'broken.jpg', bytes: Buffer.from('no picture') }],
    }
    const settings = ['All', 'JobCompletion', 'ErrorAndWarning', 'Error', 'None']
    for (const setting of settings)
      for (const [outcome, files] of Object.entries(outcomes)) {
        const { counts } = await run(darkroom, `${setting} ${outcome}`, files, setting)
        expect(counts).toMatchObject({
          error: outcome === 'error' ? 1 : 0,
          warning: outcome === 'warning' ? 1 : 0,
        })
      }
    // Without DARKROOM_SERVER_DIRS such a job fails as a whole when it starts.
    for (const emailSetting of settings) {
      const params = { ...uploadDefaults, emailSetting, serverDir: '/none', includeSubfolders: true }
      const failing = await queueJob(darkroom, 'uploadDirectoryJob', `${emailSetting} fatal`, params)
      await jobEnded(darkroom.url, failing)
    }
    // Mails go out in the order of the jobs' ends, so with this one all the others are there.
    await run(darkroom, 'the last job', [], 'All')
    const outbox = join(darkroom.dataFolder, 'outbox')
    const names = await waitFor('the last mail', async () => {
      const found = await readdir(outbox).catch(() => [])
      return found.some((name) => name.includes('the-last-job')) && found
    })
    mails = await Promise.all(
      names.filter((name) => name.endsWith('.eml')).map((name) => readFile(join(outbox, name), 'utf8')),
    )
  })
  afterAll(async () => await darkroom.close())

  const about = (job: string) => mails.filter((mail) => mail.includes(`Job: ${job}\r\n`))
  const failed = (setting: string) => mails.filter((mail) => mail.includes(`Job: ${setting} fatal_`))

  it.each([
    ['All', 'good', 1],
    ['All', 'warning', 1],
    ['All', 'error', 1],
    ['JobCompletion', 'good', 1],
    ['JobCompletion', 'warning', 1],
    ['JobCompletion', 'error', 1],
    ['ErrorAndWarning', 'good', 0],
    ['ErrorAndWarning', 'warning', 1],
    ['ErrorAndWarning', 'error', 1],
    ['Error', 'good', 0],
    ['Error', 'warning', 0],
    ['Error', 'error', 1],
    ['None', 'good', 0],
    ['None', 'warning', 0],
    ['None', 'error', 0],
  ])('%s, for a job with the outcome %s: %i mail', (setting, outcome, count) => {
    expect(about(`${setting} ${outcome}`)).toHaveLength(count)
  })

  it.each([
    ['All', 1],
    ['JobCompletion', 1],
    ['ErrorAndWarning', 1],
    ['Error', 1],
    ['None', 0],
  ])('%s, for a job that failed at its start: %i mail, which says so', (setting, count) => {
    const found = failed(setting)
    expect(found).toHaveLength(count)
    for (const mail of found)
      expect(mail.replaceAll('\r\n ', ' ')).toMatch(/^Subject: Job \w+ fatal_\S+ ended with errors\r$/m)
  })

  it('goes from MAIL_FROM to who submitted the job, with its counts and what went wrong', () => {
    const [mail = ''] = about('Error error')
    expect(mail).toMatch(/^From: Studio <studio@shop\.example>\r$/m)
    expect(mail).toMatch(new RegExp(`^To: ${adminUser}\\r$`, 'm'))
    expect(mail).toMatch(/^Subject: Job Error error ended with errors\r$/m)
    const unfolded = mail.replaceAll('=\r\n', '')
    expect(unfolded).toMatch(/^Files: 2\r$/m)
    expect(unfolded).toMatch(/^Failed: 1\r$/m)
    expect(unfolded).toContain('broken.jpg')
    expect(unfolded).not.toContain('fine.txt')
  })

  it('All also tells of the files that went well', () => {
    expect(about('All good')[0]?.replaceAll('=\r\n', '')).toContain('fine.txt')
  })
})

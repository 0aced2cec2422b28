import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { RawPost } from '../support/raw-http.ts'
import { type Upload, uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { authPart, boundary, faultIn, filePart, formBody, paramsPart, partHead, servletPath } from './form.ts'
import { jobIdOf } from './state.ts'

const stranger = { user: 'stranger@other.example', password: 'battery staple' }

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  const { db } = darkroom.app
  const other = await db.transaction().execute(async (tx) => await createCompany(tx, 'Other'))
  const user = await createUser(db, { email: stranger.user, password: stranger.password })
  await setMembership(db, other.id, user.id, 'IpsCompanyAdmin')
})
afterAll(async () => await darkroom.close())

/** Sends the two documents in this order and the beginning of a file, and then nothing more. */
async function begin(order: string, upload: Upload): Promise<RawPost> {
  const documents = order === 'auth first' ? [authPart, paramsPart] : [paramsPart, authPart]
  const parts = formBody(documents.map((part) => part(upload)))
  const post = await RawPost.open(darkroom.url, servletPath, [
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    'Content-Length: 1000000',
  ])
  await post.write(parts.subarray(0, parts.lastIndexOf(`--${boundary}--`)))
  await post.write(`${partHead(filePart('a.txt', ''))}the first words`)
  return post
}

async function lastPost(jobHandle: string): Promise<number> {
  const job = darkroom.app.db.selectFrom('job').select('last_post_at').where('id', '=', jobIdOf(jobHandle))
  return (await job.executeTakeFirstOrThrow()).last_post_at.getTime()
}

describe.each([['auth first'], ['uploadParams first']])('while a file is still coming, %s,', (order) => {
  it.each<[string, Upload, string]>([
    ["the POST of another company's user", { ...stranger, jobName: 'theirs' }, '20000'],
    ['the POST for a job that does not exist', { jobHandle: 'j|1||none|4711' }, '30001'],
  ])('%s is refused', async (_, upload, code) => {
    const post = await begin(order, upload)
    const reply = await post.reply()
    expect(faultIn(reply?.body.toString() ?? '').code).toBe(code)
  })

  it('its job counts as busy', async () => {
    const jobHandle = await uploaded(darkroom.url, { jobName: `busy ${order}` })
    const anHourAgo = new Date(Date.now() - 3_600_000)
    const job = darkroom.app.db.updateTable('job').where('id', '=', jobIdOf(jobHandle))
    await job.set({ last_post_at: anHourAgo }).execute()
    const post = await begin(order, { jobHandle })
    try {
      await waitFor('a fresh time of the last POST', async () => (await lastPost(jobHandle)) > +anHourAgo)
    } finally {
      await post.destroy()
    }
  })
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { createCompany } from '../../src/core/accounts/company.ts'
import { createUser, setMembership } from '../../src/core/accounts/user.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jpeg, plainPng } from '../support/pictures.ts'
import { jobEnded, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { post } from './post.ts'
import { headersOf, outline, readSamples, withPlaceholders } from './sample.ts'

const samples = await readSamples()

let darkroom: TestApp
/** What `{{name}}` stands for in requests and responses. */
let world: Readonly<Record<string, string>>

/**
 * The world of the samples: the company Demo (c|1) with a finished upload job of two files that are not published, and
 * an upload job that waits for its client; a portal user of Demo; a company Other (c|2) with a user of its own.
 */
beforeAll(async () => {
  darkroom = await startTestApp()
  const { url, app } = darkroom
  const ended = await uploaded(url, {
    jobName: 'autumn',
    destFolder: 'shoes',
    endJob: true,
    options: '<pdfOptions><process>None</process></pdfOptions>',
    files: [
      { name: 'boot.jpg', bytes: await jpeg(300, 200) },
      { name: 'size chart.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n') },
    ],
  })
  await jobEnded(url, ended)
  const waiting = await uploaded(url, {
    jobName: 'winter',
    readyForPublish: false,
    options: '<jwtToken>secret.jwt</jwtToken><imsOrg>org</imsOrg><apikey>secret-key</apikey>',
    files: [{ name: 'glove.png', bytes: await plainPng(40, 30, 'red') }],
  })
  await waitFor('the file of the job that waits', async () => {
    const { body } = await soap(url, { operation: 'getActiveJobs', param: '' })
    return textOf(body, 'state') === 'WaitingClient'
  })
  await app.db.transaction().execute(async (tx) => {
    const other = await createCompany(tx, 'Other')
    const stranger = await createUser(tx, { email: 'stranger@other', password: 'other horse' })
    await setMembership(tx, other.id, stranger.id, 'IpsCompanyAdmin')
    const viewer = await createUser(tx, { email: 'viewer@demo', password: 'viewer horse' })
    await setMembership(tx, 1, viewer.id, 'ImagePortalUser')
  })
  world = { ended, waiting }
})
afterAll(async () => await darkroom.close())

it.each(samples)('$name', async (sample) => {
  const reply = await post(darkroom.url, inWorld(sample.request), headersOf(sample))
  const expected = outline(inWorld(sample.response))
  expect(withPlaceholders(outline(reply.text), expected)).toEqual(expected)
  expect(reply.status).toBe(sample.response.includes('Fault>') ? 500 : 200)
})

function inWorld(xml: string): string {
  return xml.replace(/\{\{(\w+)\}\}/g, (place, name: string) => world[name] ?? place)
}

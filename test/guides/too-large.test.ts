import { afterAll, beforeAll, expect, it } from 'vitest'
import { adminPassword, adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { RawPost } from '../support/raw-http.ts'

const megabyte = 1024 * 1024
const sentMegabytes = 20
const path = '/bin/guides/v1/assets/process'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({ worker: false })
})
afterAll(async () => await darkroom.close())

it.each([
  ['too large', adminPassword, 413, 'too large'],
  ['from a stranger', 'guessed', 401, 'password'],
])('a request that is %s is taken to its end and answered', async (_, password, status, message) => {
  const open = await RawPost.open(darkroom.url, path, [
    'Content-Type: application/json',
    `Content-Length: ${sentMegabytes * megabyte}`,
    `Authorization: Basic ${Buffer.from(`${adminUser}:${password}`).toString('base64')}`,
  ])
  const piece = Buffer.alloc(megabyte, ' ')
  for (let sent = 0; sent < sentMegabytes; sent++) expect(await open.write(piece)).toBe(true)
  const reply = await open.reply()
  expect(reply?.status).toBe(status)
  expect(reply?.body.toString()).toContain(message)
})

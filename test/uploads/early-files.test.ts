import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { RawPost, type RawReply } from '../support/raw-http.ts'
import { waitFor } from '../support/wait-for.ts'
import {
  authPart,
  boundary,
  type FormPart,
  faultIn,
  filePart,
  formBody,
  handleIn,
  paramsPart,
  partHead,
  postForm,
  servletPath,
} from './form.ts'
import { traces } from './state.ts'

const kilobyte = 1024
/** Of one request, of one address, and in all. */
const limits = { request: 512 * kilobyte, address: 1024 * kilobyte, all: 1536 * kilobyte }
const fileBytes = 400 * kilobyte

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp({
    worker: false,
    env: {
      DARKROOM_EARLY_BYTES: String(limits.request),
      DARKROOM_EARLY_BYTES_OF_ADDRESS: String(limits.address),
      DARKROOM_EARLY_BYTES_IN_ALL: String(limits.all),
      DARKROOM_TRUST_PROXY: 'true',
    },
  })
})
afterAll(async () => await darkroom.close())

/** A POST of a length that it does not reach. */
async function begin(
  { url }: TestApp,
  address = '192.0.2.1',
  length = 200 * kilobyte ** 2,
): Promise<RawPost> {
  return await RawPost.open(url, servletPath, [
    `Content-Type: multipart/form-data; boundary=${boundary}`,
    `Content-Length: ${length}`,
    `X-Forwarded-For: ${address}`,
  ])
}

function faultOf(reply: RawReply | undefined) {
  return faultIn(reply?.body.toString() ?? '')
}

async function nothingStaged(place: TestApp): Promise<void> {
  await waitFor('an empty staging folder', async () => (await traces(place)).staged === 0)
}

/** Of files that are complete. */
async function stagedBytes(): Promise<number> {
  const folder = join(darkroom.dataFolder, 'files', 'staging')
  const files = await Promise.all((await readdir(folder)).map(async (name) => await stat(join(folder, name))))
  return files.reduce((sum, { size }) => sum + size, 0)
}

function late(jobName: string): FormPart[] {
  return [authPart(), paramsPart({ jobName })]
}

describe('files before the credentials', () => {
  it('are refused beyond the limit, while the client is still sending', async () => {
    const open = await begin(darkroom)
    await open.write(partHead(filePart('big', '')))
    const block = Buffer.alloc(64 * kilobyte)
    for (let sent = 0; sent < limits.request + block.length; sent += block.length)
      expect(await open.write(block)).toBe(true)
    const fault = faultOf(await open.reply())
    expect(fault).toMatchObject({ name: 'authenticationFault', code: '10000' })
    expect(fault.reason).toContain(String(limits.request))
    await nothingStaged(darkroom)
  })

  it('are refused beyond the limit in sum of several files', async () => {
    const files = [1, 2, 3].map((n) => filePart(`f${n}`, Buffer.alloc(200 * kilobyte)))
    const reply = await postForm(darkroom.url, [...files, ...late('sum')])
    expect(faultIn(reply.text)).toMatchObject({ name: 'authenticationFault', code: '10000' })
    await nothingStaged(darkroom)
  })

  it('are taken up to the limit, and without it once the credentials were right', async () => {
    const early = Buffer.alloc(limits.request, 'e')
    const more = filePart('late.bin', Buffer.alloc(2 * limits.all, 'l'))
    const [auth, params] = [authPart(), paramsPart({ jobName: 'at the limit' })]
    handleIn(await postForm(darkroom.url, [filePart('early.bin', early), auth, more, params]))
    const key = createHash('sha256').update(early).digest('hex')
    expect(await darkroom.app.engine.blobs.stat(key)).toEqual({ key, size: early.length })
  })

  it.each([
    ['of one address', () => '192.0.2.7', limits.address],
    ['of all addresses', (n: number) => `192.0.2.1${n}`, limits.all],
  ])('are refused beyond the limit %s, until others signed in', async (what, addressOf, limit) => {
    const body = formBody([filePart(`${what}.bin`, Buffer.alloc(fileBytes)), ...late(what)])
    const early = body.subarray(0, body.indexOf('name="auth"'))
    const rest = body.subarray(early.length)
    const waiting: RawPost[] = []
    while ((waiting.length + 1) * fileBytes <= limit) {
      const post = await begin(darkroom, addressOf(waiting.length), body.length)
      await post.write(early)
      waiting.push(post)
      await waitFor('the file', async () => (await stagedBytes()) === waiting.length * fileBytes)
    }
    const tooMany = await begin(darkroom, addressOf(waiting.length), body.length)
    await tooMany.write(early)
    const fault = faultOf(await tooMany.reply())
    expect(fault).toMatchObject({ code: '30000', reason: expect.stringContaining(`${limit} bytes`) })
    for (const post of waiting) {
      await post.write(rest)
      expect((await post.reply())?.status).toBe(200)
    }
    handleIn(
      await postForm(darkroom.url, [filePart('next.bin', Buffer.alloc(limits.request)), ...late('next')]),
    )
    await nothingStaged(darkroom)
  })
})

describe('an auth part that does not come in time', () => {
  let hasty: TestApp

  beforeAll(async () => {
    hasty = await startTestApp({ worker: false, env: { DARKROOM_EARLY_SECONDS: '1' } })
  })
  afterAll(async () => await hasty.close())

  it.each([
    ['inside a file', `${partHead(filePart('a.bin', ''))}the first words`],
    ['behind a file', `${partHead(filePart('b.bin', ''))}all words\r\n${partHead({ name: 'auth' })}<`],
  ])('ends a request %s', async (_, sent) => {
    const post = await begin(hasty)
    await post.write(sent)
    const reply = await post.reply()
    expect(faultOf(reply)).toMatchObject({
      code: '10000',
      reason: expect.stringContaining('within 1 seconds'),
    })
    await nothingStaged(hasty)
  })
})

import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { adminUser, startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

describe('emailSetting, with SMTP_URL', () => {
  const received: { from: string; to: string[]; text: string }[] = []
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    async onData(stream, { envelope }, done) {
      const content = Buffer.concat(await Array.fromAsync(stream)).toString()
      const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      received.push({ from, to: envelope.rcptTo.map(({ address }) => address), text: content })
      done()
    },
  })
  let darkroom: TestApp

  beforeAll(async () => {
    const listener = server.listen(0, '127.0.0.1')
    await once(listener, 'listening')
    const { port } = listener.address() as AddressInfo
    const env = { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'studio@shop.example' }
    darkroom = await startTestApp({ env })
  })
  afterAll(async () => {
    await darkroom.close()
    await new Promise<void>((resolve) => server.close(resolve))
  })

  async function run(jobName: string) {
    const { url } = darkroom
    await jobEnded(url, await uploaded(url, { jobName, emailSetting: 'JobCompletion', endJob: true }))
  }

  it('hands the mail to the server, once, and keeps none in the outbox', async () => {
    await run('by post')
    await run('last by post')
    await waitFor('the second mail', async () => received.length >= 2)
    expect(received.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: 'studio@shop.example', to: [adminUser] },
      { from: 'studio@shop.example', to: [adminUser] },
    ])
    expect(received[0]?.text).toMatch(/^Subject: Job by post ended\r$/m)
    expect(await readdir(darkroom.dataFolder)).not.toContain('outbox')
  })
})

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SmtpMailer } from './smtp.ts'

interface Received {
  readonly from: string
  readonly to: string[]
  readonly text: string
}

const from = { name: 'darkroom', address: 'darkroom@example.com' }
let server: SMTPServer
let port: number
let received: Received[]

/** A real server that wants the user `ann` with the password `p@ss`, and knows no `nobody@...`. */
beforeEach(async () => {
  received = []
  server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === 'ann' && password === 'p@ss') done(null, { user: username })
      else done(new Error('wrong'))
    },
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('nobody@') ? new Error('unknown') : null)
    },
    async onData(stream, { envelope }, done) {
      const text = Buffer.concat(await Array.fromAsync(stream)).toString()
      const sender = envelope.mailFrom === false ? '' : envelope.mailFrom.address
      received.push({ from: sender, to: envelope.rcptTo.map(({ address }) => address), text })
      done()
    },
  })
  const listener = server.listen(0, '127.0.0.1')
  await once(listener, 'listening')
  port = (listener.address() as AddressInfo).port
})

afterEach(() => new Promise<void>((resolve) => server.close(resolve)))

const mailer = (user = 'ann:p%40ss@') => new SmtpMailer(`smtp://${user}127.0.0.1:${port}`, from)

describe('SmtpMailer', () => {
  it('hands a mail to the server', async () => {
    await mailer().send({
      to: ['a@example.com', 'b@example.com'],
      subject: 'Job fertig – ok',
      text: 'Alles grün.\n.\nEnde',
    })
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({
      from: 'darkroom@example.com',
      to: ['a@example.com', 'b@example.com'],
    })
    expect(received[0]?.text).toMatch(/^From: darkroom <darkroom@example\.com>\r$/m)
    expect(received[0]?.text).toMatch(/^To: a@example\.com, b@example\.com\r$/m)
    expect(received[0]?.text).toMatch(/^Subject: =\?UTF-8\?Q\?Job_fertig_=E2=80=93_ok\?=\r$/m)
    expect(received[0]?.text).toMatch(/^Auto-Submitted: auto-generated\r$/m)
    expect(received[0]?.text).toContain('Alles gr=C3=BCn.\r\n.\r\nEnde')
  })

  it('lets no subject begin a header of its own', async () => {
    await mailer().send({ to: ['a@example.com'], subject: 'x\r\nBcc: c@example.com\n\nbody', text: 'y' })
    expect(received[0]?.to).toEqual(['a@example.com'])
    expect(received[0]?.text).toMatch(/^Subject: x Bcc: c@example\.com body\r$/m)
    expect(received[0]?.text).not.toMatch(/^Bcc:/m)
  })

  it.each([
    'a@example.com\r\nBcc: c@example.com',
    'a@example.com, c@example.com',
    '"a\r\nBcc: c" <a@example.com>',
    'a@b@example.com',
    'nothing',
    '',
  ])('refuses the recipient %j', async (address) => {
    const sending = mailer().send({ to: ['b@example.com', address], subject: 'x', text: 'y' })
    await expect(sending).rejects.toMatchObject({ code: 'invalid-parameter', field: 'to' })
    expect(received).toEqual([])
  })

  it('refuses a mail to no one', async () => {
    const sending = mailer().send({ to: [], subject: 'x', text: 'y' })
    await expect(sending).rejects.toMatchObject({ code: 'invalid-parameter', field: 'to' })
  })

  it('throws when the server refuses the password, a recipient or the connection', async () => {
    const mail = { to: ['a@example.com', 'nobody@example.com'], subject: 'x', text: 'y' }
    const wrong = await mailer('ann:guess@')
      .send(mail)
      .catch((thrown: unknown) => thrown)
    expect(wrong).toMatchObject({ code: 'internal', message: 'The mail server did not take the mail.' })
    await expect(mailer().send(mail)).rejects.toThrow('refused 1 of 2 recipients')
    expect(received[0]?.to).toEqual(['a@example.com'])
    await new Promise<void>((resolve) => server.close(resolve))
    await expect(mailer().send(mail)).rejects.toMatchObject({ code: 'internal' })
  })
})

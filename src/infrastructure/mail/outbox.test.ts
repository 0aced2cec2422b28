import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { OutboxMailer } from './outbox.ts'

const from = { name: '', address: 'darkroom@localhost' }
let data: string
let outbox: string

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'darkroom-mail-'))
  outbox = join(data, 'outbox')
})

afterEach(() => rm(data, { recursive: true }))

describe('OutboxMailer', () => {
  it('keeps a mail as a file that mail programs read', async () => {
    await new OutboxMailer(outbox, from).send({
      to: ['a@example.com'],
      subject: 'Job "Schuhe/Sommer": grün!',
      text: 'Fertig.',
    })
    const [name = '', ...others] = await readdir(outbox)
    expect(others).toEqual([])
    expect(name).toMatch(/^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z-job-schuhe-sommer-grun-[0-9a-f]{8}\.eml$/)
    const text = await readFile(join(outbox, name), 'utf8')
    expect(text).toMatch(/^From: darkroom@localhost\r$/m)
    expect(text).toMatch(/^To: a@example\.com\r$/m)
    expect(text).toMatch(/^Date: .+\r$/m)
    expect(text).toMatch(/^Message-ID: <.+>\r$/m)
    expect(text).toMatch(/\r\n\r\nFertig\./)
    expect(text.replaceAll('\r\n', '')).not.toContain('\n')
  })

  it.each(['../../etc/x', '', '\0\n', '靴'.repeat(300)])(
    'makes a safe file name of the subject %j',
    async (subject) => {
      await new OutboxMailer(outbox, from).send({ to: ['a@example.com'], subject, text: 'x' })
      expect(await readdir(outbox)).toHaveLength(1)
      expect(await readdir(data)).toEqual(['outbox'])
    },
  )

  it('keeps mails of the same moment and subject apart', async () => {
    const mailer = new OutboxMailer(outbox, from)
    const mail = { to: ['a@example.com'], subject: 'same', text: 'x' }
    await Promise.all(Array.from({ length: 20 }, () => mailer.send(mail)))
    expect(await readdir(outbox)).toHaveLength(20)
  })

  it('throws when the mail can not be kept, and for a bad recipient', async () => {
    const mailer = new OutboxMailer(outbox, from)
    const bad = mailer.send({ to: ['a@example.com\nBcc: b@example.com'], subject: 'x', text: 'y' })
    await expect(bad).rejects.toMatchObject({ code: 'invalid-parameter', field: 'to' })
    await writeFile(outbox, 'in the way')
    await expect(mailer.send({ to: ['a@example.com'], subject: 'x', text: 'y' })).rejects.toThrow()
  })
})

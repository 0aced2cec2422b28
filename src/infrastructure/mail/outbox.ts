import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Mail, Mailer } from '../../core/ports.ts'
import { type Mailbox, toMessage } from './message.ts'

/** Longest part of a subject that goes into a file name, in characters. */
const maxSlugLength = 60

/** Keeps each mail as an `.eml` file (RFC 5322) named for its time (UTC) and subject, where the operator can read it. */
export class OutboxMailer implements Mailer {
  readonly #folder: string
  readonly #from: Mailbox

  /** The folder is made with the first mail. */
  constructor(folder: string, from: Mailbox) {
    this.#folder = folder
    this.#from = from
  }

  /** Resolves when the whole file is there. Throws `invalid-parameter` for a bad recipient, and what the disk answers. */
  async send(mail: Mail): Promise<void> {
    // Most processes send no mail, and start sooner without the package.
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
    const { message } = await transport.sendMail(toMessage(mail, this.#from))
    await mkdir(this.#folder, { recursive: true, mode: 0o700 })
    const path = join(this.#folder, fileName(mail.subject))
    const unfinished = `${path}.part`
    try {
      const file = await open(unfinished, 'wx')
      try {
        await file.writeFile(message)
        await file.datasync()
      } finally {
        await file.close()
      }
      await rename(unfinished, path)
    } catch (thrown) {
      await rm(unfinished, { force: true })
      throw thrown
    }
  }
}

/** Colons are left out of the time: Windows and the Finder do not take them. */
function fileName(subject: string): string {
  const time = new Date().toISOString().replaceAll(':', '-')
  const slug = subject
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, maxSlugLength)
    .replace(/^-+|-+$/g, '')
  return `${[time, slug, randomBytes(4).toString('hex')].filter(Boolean).join('-')}.eml`
}

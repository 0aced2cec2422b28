import { join } from 'node:path'
import { DarkroomError } from '../../core/errors.ts'
import type { Mailer } from '../../core/ports.ts'
import { type Mailbox, parseMailbox } from './message.ts'
import { OutboxMailer } from './outbox.ts'
import { SmtpMailer } from './smtp.ts'

/** Sender of mails that stay in the outbox, when `MAIL_FROM` is unset. */
const outboxSender: Mailbox = { name: 'darkroom', address: 'darkroom@localhost' }

/** The environment variables of mail; empty counts as unset. */
export interface MailEnvironment {
  /** `smtp://user:password@host:port` or `smtps://...`. Unset: mail stays in the outbox. */
  readonly SMTP_URL?: string | undefined
  /** `user@host` or `Name <user@host>`; required with `SMTP_URL`. */
  readonly MAIL_FROM?: string | undefined
}

/**
 * The mailer that the environment asks for: SMTP, or the folder `outbox` in the data folder. Opens no connection. Throws
 * `invalid-parameter` that names the variable and does not repeat an `SMTP_URL`, which may hold a password.
 */
export function configureMailer(environment: MailEnvironment, dataFolder: string): Mailer {
  const url = environment.SMTP_URL?.trim() ?? ''
  const from = environment.MAIL_FROM?.trim() ?? ''
  const sender = from === '' ? undefined : parseMailbox(from, 'MAIL_FROM')
  if (url === '') return new OutboxMailer(join(dataFolder, 'outbox'), sender ?? outboxSender)
  const checked = checkSmtpUrl(url)
  if (sender === undefined) {
    throw new DarkroomError('invalid-parameter', 'MAIL_FROM is unset; SMTP_URL needs it, like user@host.', {
      field: 'MAIL_FROM',
    })
  }
  return new SmtpMailer(checked, sender)
}

function checkSmtpUrl(text: string): string {
  const url = URL.parse(text)
  if (url === null || !['smtp:', 'smtps:'].includes(url.protocol) || url.hostname === '') {
    const expected = 'smtp://user:password@host:port or smtps://..., with special characters percent-encoded'
    throw new DarkroomError('invalid-parameter', `SMTP_URL is not a mail server; expected ${expected}.`, {
      field: 'SMTP_URL',
    })
  }
  // A pool would keep connections, and with them the process, open after the last mail.
  url.searchParams.delete('pool')
  return url.href
}

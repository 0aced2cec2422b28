import type { SendMailOptions } from 'nodemailer'
import { DarkroomError } from '../../core/errors.ts'
import type { Mail } from '../../core/ports.ts'

/** A mailbox: `address` is the bare `user@host`, `name` may be empty. */
export interface Mailbox {
  readonly name: string
  readonly address: string
}

const bareAddress = /^[^\s\p{Cc}@<>(),;:"\\[\]]+@[^\s\p{Cc}@<>(),;:"\\[\]]+$/u
const namedAddress = /^(.*?)\s*<([^<>]*)>$/su
const controls = /\p{Cc}+/gu

/**
 * Reads `user@host` or `Name <user@host>`. Throws `invalid-parameter` that names `field` for anything else, so for
 * lists, line breaks and comments too.
 */
export function parseMailbox(text: string, field: string): Mailbox {
  const [, name = '', address = ''] = namedAddress.exec(text.trim()) ?? [text, '', text.trim()]
  const plainName = name.replace(/^"(.*)"$/s, '$1')
  if (bareAddress.test(address) && plainName.search(controls) < 0) return { name: plainName, address }
  throw new DarkroomError('invalid-parameter', `${field} is not one mail address like user@host.`, { field })
}

/**
 * A mail as nodemailer takes it: a plain text message that reads no files and no URLs, marked as sent by a program
 * (RFC 3834). Line breaks and other control characters in the subject become spaces. Throws `invalid-parameter`
 * for no recipient or one that is not a bare address.
 */
export function toMessage(mail: Mail, from: Mailbox): SendMailOptions {
  if (mail.to.length === 0) {
    throw new DarkroomError('invalid-parameter', 'to is empty; expected at least one mail address.', {
      field: 'to',
    })
  }
  return {
    from: { ...from },
    to: mail.to.map((address) => ({ ...parseMailbox(address, 'to') })),
    subject: oneLine(mail.subject),
    text: mail.text,
    headers: { 'Auto-Submitted': 'auto-generated' },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

function oneLine(text: string): string {
  return text.replace(controls, ' ').trim()
}

import type { Transporter } from 'nodemailer'
import { DarkroomError } from '../../core/errors.ts'
import type { Mail, Mailer } from '../../core/ports.ts'
import { type Mailbox, toMessage } from './message.ts'

/** How long a step of the talk with a mail server may take, in milliseconds. */
const timeouts = {
  dnsTimeout: 10_000,
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  /** Silence in the middle of the talk. */
  socketTimeout: 30_000,
}

/** Hands each mail to an SMTP server, over a connection of its own. */
export class SmtpMailer implements Mailer {
  readonly #url: string
  readonly #from: Mailbox
  #transport: Transporter<{ rejected?: unknown[] }> | undefined

  /** `url`: `smtp://` (STARTTLS when offered) or `smtps://`, with user and password where the server wants them. */
  constructor(url: string, from: Mailbox) {
    this.#url = url
    this.#from = from
  }

  /**
   * Resolves when the server took the mail for every recipient. Throws `invalid-parameter` for a bad recipient, else
   * `internal`; when the server refused some recipients only, the others have got the mail.
   */
  async send(mail: Mail): Promise<void> {
    const message = toMessage(mail, this.#from)
    const { rejected = [] } = await (await this.#open()).sendMail(message).catch((cause) => {
      throw new DarkroomError('internal', 'The mail server did not take the mail.', { cause })
    })
    if (rejected.length > 0) {
      const message = `The mail server refused ${rejected.length} of ${mail.to.length} recipients.`
      throw new DarkroomError('internal', message, { cause: new Error(`refused: ${rejected.join(', ')}`) })
    }
  }

  /** Most processes send no mail, and start sooner without the package. */
  async #open(): Promise<Transporter<{ rejected?: unknown[] }>> {
    const { createTransport } = await import('nodemailer')
    this.#transport ??= createTransport({ ...timeouts, url: this.#url })
    return this.#transport
  }
}

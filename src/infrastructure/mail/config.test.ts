import { describe, expect, it } from 'vitest'
import { configureMailer } from './config.ts'
import { OutboxMailer } from './outbox.ts'
import { SmtpMailer } from './smtp.ts'

describe('configureMailer', () => {
  it.each([{}, { SMTP_URL: '', MAIL_FROM: ' ' }, { MAIL_FROM: 'Shop <shop@example.com>' }])(
    'keeps mail in the outbox with %j',
    (environment) => {
      expect(configureMailer(environment, '/data')).toBeInstanceOf(OutboxMailer)
    },
  )

  it.each([
    'smtp://localhost:25',
    'smtps://ann:p%40ss@mail.example.com',
    'smtp://mail.example.com?tls.rejectUnauthorized=false&pool=true',
  ])('sends over %s', (url) => {
    const environment = { SMTP_URL: url, MAIL_FROM: 'shop@example.com' }
    expect(configureMailer(environment, '/data')).toBeInstanceOf(SmtpMailer)
  })

  it.each([
    ['SMTP_URL', { SMTP_URL: 'mail.example.com', MAIL_FROM: 'shop@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'http://ann:secret@mail.example.com', MAIL_FROM: 'shop@example.com' }],
    ['SMTP_URL', { SMTP_URL: 'smtp://', MAIL_FROM: 'shop@example.com' }],
    ['MAIL_FROM', { SMTP_URL: 'smtp://mail.example.com' }],
    ['MAIL_FROM', { MAIL_FROM: 'shop' }],
    ['MAIL_FROM', { MAIL_FROM: 'a@example.com, b@example.com' }],
    ['MAIL_FROM', { MAIL_FROM: 'Shop\r\nBcc: x <a@example.com>' }],
  ])('names %s when it is wrong: %j', (variable, environment) => {
    expect(() => configureMailer(environment, '/data')).toThrow(
      expect.objectContaining({
        code: 'invalid-parameter',
        field: variable,
        message: expect.stringMatching(`^${variable} is (?!.*secret)`),
      }),
    )
  })
})

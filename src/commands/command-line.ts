import { parseArgs } from 'node:util'
import { DarkroomError } from '../core/errors.ts'
import { addCompany, chooseDefaultImage } from './company.ts'
import { addToken, defaultTokenDays, listTokens, revokeToken } from './token.ts'
import { addUser, changePassword } from './user.ts'
import { withDatabase } from './with-database.ts'

const usage = `Usage: darkroom <command>

  serve [--no-workers]              the server and its workers
  work                              a worker process beside a server
  migrate                           bring the database up to date
  company add <name>                a new company
  company default-image <name> [asset]
                                    what is served for missing images
  user add <email> --company <name> [--role IpsUser]
                                    a user, or a further membership of one
  user password <email>             a new password
  token add <email> [--days 90] [--name <what for>]
                                    a token for scripts, shown once
  token list [email]                the tokens, without what is secret
  token revoke <number>             ends a token at once

Passwords are read from standard input, or made up and shown. Settings are
environment variables: see docs/settings.md.
`

async function main(args: string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    allowNegative: true,
    options: {
      workers: { type: 'boolean', default: true },
      company: { type: 'string' },
      role: { type: 'string', default: 'IpsUser' },
      days: { type: 'string', default: defaultTokenDays },
      name: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  const [command, ...rest] = positionals
  const [verb, name, extra] = rest
  const { env } = process
  if (values.help || command === undefined || command === 'help') process.stdout.write(usage)
  // The server's modules are many; the other commands start without them.
  else if (command === 'serve') await (await import('./serve.ts')).serve(env, { workers: values.workers })
  else if (command === 'work') await (await import('./work.ts')).work(env)
  else if (command === 'migrate') await withDatabase(env, async () => undefined)
  else if (command === 'company' && verb === 'add' && name) await addCompany(env, name)
  else if (command === 'company' && verb === 'default-image' && name)
    await chooseDefaultImage(env, name, extra)
  else if (command === 'user' && verb === 'add' && name && values.company)
    await addUser(env, { email: name, company: values.company, role: values.role })
  else if (command === 'user' && verb === 'password' && name) await changePassword(env, name)
  else if (command === 'token' && verb === 'add' && name)
    await addToken(env, name, { days: values.days, name: values.name })
  else if (command === 'token' && verb === 'list') await listTokens(env, name)
  else if (command === 'token' && verb === 'revoke' && name) await revokeToken(env, name)
  else
    throw new DarkroomError(
      'invalid-parameter',
      `Unknown or incomplete command: ${args.join(' ')}\n\n${usage}`,
    )
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  const isOurs = error instanceof DarkroomError && error.code !== 'internal'
  const isUsage =
    error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')
  const text = error instanceof Error ? (isOurs || isUsage ? error.message : error.stack) : String(error)
  process.stderr.write(`darkroom: ${text}\n`)
  process.exitCode = 1
}

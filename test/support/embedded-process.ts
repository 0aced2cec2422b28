import { createInterface } from 'node:readline'
import {
  type EmbeddedOptions,
  startEmbeddedPostgres,
} from '../../src/infrastructure/database/embedded/start-embedded-postgres.ts'

/**
 * A process that uses the embedded PostgreSQL, for tests that start several and kill them. Takes its options as
 * JSON, with `user` (a number) to become another account first. Prints one JSON object a line: `ready` with what
 * it got, `lost`, `stopped`, or `failed`. Stops PostgreSQL and ends when its standard input says so or closes.
 */
const { user, ...options } = JSON.parse(process.argv[2] ?? '{}') as Omit<
  EmbeddedOptions,
  'log' | 'onLost'
> & {
  user?: number
}

function say(event: string, facts: object = {}): void {
  process.stdout.write(`${JSON.stringify({ event, ...facts })}\n`)
}

if (user !== undefined && process.getuid?.() === 0) {
  process.setgroups?.([])
  process.setgid?.(user)
  process.setuid?.(user)
}

try {
  const postgres = await startEmbeddedPostgres({
    ...options,
    log: { info: () => undefined },
    onLost: () => say('lost'),
  })
  say('ready', { claimed: await postgres.claim(), url: postgres.url })
  const input = createInterface(process.stdin)
  await new Promise((resolve) => {
    input.once('line', resolve)
    input.once('close', resolve)
  })
  await postgres.stop()
  say('stopped')
  process.exit(0)
} catch (thrown) {
  const { code, message } = thrown as { code?: string; message: string }
  say('failed', { code, message })
  process.exit(1)
}

import { type Logger, pino } from 'pino'
import { DarkroomError } from '../core/errors.ts'
import { type Env, textSetting } from '../core/setting.ts'

/** An error without the connection that node-postgres hangs on it, which is long and tells nothing. */
function errorFacts(error: Error): object {
  return { ...pino.stdSerializers.err(error), client: undefined }
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']

/** Log lines as JSON on standard error; `DARKROOM_LOG_LEVEL` (default info) says from which level on. */
export function createLogger(env: Env, name: string): Logger {
  const level = textSetting(env, 'DARKROOM_LOG_LEVEL') ?? 'info'
  if (!levels.includes(level))
    throw new DarkroomError(
      'invalid-parameter',
      `DARKROOM_LOG_LEVEL is "${level}"; expected ${levels.join(', ')}.`,
      { field: 'DARKROOM_LOG_LEVEL' },
    )
  const redact = ['*.password', '*.authorization', '*.cookie']
  return pino({ name, level, redact, serializers: { err: errorFacts } }, pino.destination(2))
}

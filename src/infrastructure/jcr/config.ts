import { DarkroomError } from '../../core/errors.ts'
import { type Env, textSetting } from '../../core/setting.ts'

/** How the JCR repository is reached. */
export interface JcrConfig {
  /** With user and password, if there are any, and without a closing slash. */
  readonly url: string
  /** Whether results are written back to it. */
  readonly write: boolean
  /** The company that its assets belong to; undefined: the first one. */
  readonly company: string | undefined
  /** The folder of the company that keeps what was fetched, with a closing slash. */
  readonly folder: string
}

/**
 * Reads `DARKROOM_JCR_URL`, `DARKROOM_JCR_USER`, `DARKROOM_JCR_PASSWORD`, `DARKROOM_JCR_WRITE` (false), `DARKROOM_JCR_COMPANY` and
 * `DARKROOM_JCR_FOLDER` (jcr). Undefined without a URL. Throws `invalid-parameter` that names the variable.
 */
export function jcrConfig(env: Env): JcrConfig | undefined {
  const text = textSetting(env, 'DARKROOM_JCR_URL')
  if (text === undefined) return undefined
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw wrong('DARKROOM_JCR_URL', shownWithout(text), 'an address such as https://author.example.com')
  const url = new URL(text)
  url.username = encodeURIComponent(textSetting(env, 'DARKROOM_JCR_USER') ?? '') || url.username
  url.password = encodeURIComponent(textSetting(env, 'DARKROOM_JCR_PASSWORD') ?? '') || url.password
  const write = textSetting(env, 'DARKROOM_JCR_WRITE') ?? 'false'
  if (write !== 'true' && write !== 'false') throw wrong('DARKROOM_JCR_WRITE', write, 'true or false')
  const folder = textSetting(env, 'DARKROOM_JCR_FOLDER') ?? 'jcr'
  if (!/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,62}$/u.test(folder))
    throw wrong('DARKROOM_JCR_FOLDER', folder, 'the name of a folder')
  return {
    url: url.href.replace(/\/+$/, ''),
    write: write === 'true',
    company: textSetting(env, 'DARKROOM_JCR_COMPANY'),
    folder: `${folder}/`,
  }
}

function wrong(name: string, value: string, expectation: string): DarkroomError {
  return new DarkroomError('invalid-parameter', `${name} is "${value}"; expected ${expectation}.`, {
    field: name,
  })
}

function shownWithout(text: string): string {
  return text.replace(/\/\/[^@/]*@/, '//')
}

import { DarkroomError } from './errors.ts'

/** Environment variables, as the process got them. */
export type Env = Readonly<Record<string, string | undefined>>

/** The text of a setting; unset and empty both mean undefined. */
export function textSetting(env: Env, name: string): string | undefined {
  const text = env[name]?.trim()
  return text === undefined || text === '' ? undefined : text
}

/** A whole number from `min` to `max`. Throws `invalid-parameter` that names the variable. */
export function integerSetting(
  env: Env,
  name: string,
  fallback: number,
  { min = 0, max = Number.MAX_SAFE_INTEGER } = {},
): number {
  const text = textSetting(env, name)
  if (text === undefined) return fallback
  const value = Number(text)
  if (!/^\d+$/.test(text) || value < min || value > max) {
    const range = max === Number.MAX_SAFE_INTEGER ? `from ${min} on` : `from ${min} to ${max}`
    throw new DarkroomError('invalid-parameter', `${name} is "${text}"; expected a whole number ${range}.`, {
      field: name,
    })
  }
  return value
}

import { type Algorithm, hash, verify } from '@node-rs/argon2'
import { DarkroomError } from '../errors.ts'

/** OWASP's recommended argon2id setting: 19 MiB, two passes, one lane. */
const argon2id = {
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
}

export const minPasswordLength = 8
export const maxPasswordLength = 1024

/** Throws `invalid-parameter` for a password that is too short or too long; never names the password. */
export function checkNewPassword(password: string, field = 'password'): void {
  if (password.length < minPasswordLength || password.length > maxPasswordLength)
    throw new DarkroomError(
      'invalid-parameter',
      `${field}: must have ${minPasswordLength} to ${maxPasswordLength} characters.`,
      { field },
    )
}

/** An argon2id hash in PHC string form, with its own salt. */
export function hashPassword(password: string): Promise<string> {
  return hash(password, argon2id)
}

let decoy: Promise<string> | undefined

/**
 * Compares in a thread of its own. Without a stored hash (an unknown user) it takes just as long and is false, so
 * that the time of an answer does not tell which users exist.
 */
export async function verifyPassword(storedHash: string | undefined, password: string): Promise<boolean> {
  if (password.length > maxPasswordLength) return false
  if (storedHash !== undefined) return await verify(storedHash, password)
  decoy ??= hashPassword('no user has this password')
  await verify(await decoy, password)
  return false
}

import { describe, expect, it } from 'vitest'
import { readCallbackSecret, signature } from './sign-callback.ts'

describe('signature', () => {
  it('is the HMAC-SHA256 of time, dot and body', () => {
    // printf '1700000000.{"a":1}' | openssl dgst -sha256 -hmac 'sixteen letters!'
    expect(signature('sixteen letters!', '{"a":1}', new Date(1_700_000_000_900))).toBe(
      't=1700000000,v1=05a4098144457fc851f03b578b1abb1a878a9090ba7355a09a3f121b5000bf10',
    )
  })
})

describe('readCallbackSecret', () => {
  it.each([
    [{}, undefined],
    [{ DARKROOM_CALLBACK_SECRET: '' }, undefined],
    [{ DARKROOM_CALLBACK_SECRET: 'sixteen letters!' }, 'sixteen letters!'],
  ])('of %j', (env, secret) => {
    expect(readCallbackSecret(env)).toBe(secret)
  })

  it('refuses a short one and does not show it', () => {
    const read = () => readCallbackSecret({ DARKROOM_CALLBACK_SECRET: 'short' })
    expect(read).toThrow('DARKROOM_CALLBACK_SECRET has 5 characters; expected at least 16.')
    expect(read).not.toThrow('short')
  })
})

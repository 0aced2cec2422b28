import { describe, expect, it } from 'vitest'
import { outgoingConfig } from './config.ts'

describe('outgoingConfig', () => {
  it('has defaults', () => {
    expect(outgoingConfig({})).toEqual({ allowPrivate: false, tries: 4, perHost: 4 })
  })

  it('reads the variables', () => {
    const env = {
      DARKROOM_ALLOW_PRIVATE_URLS: 'true',
      DARKROOM_FETCH_TRIES: '1',
      DARKROOM_FETCH_PER_HOST: '9',
    }
    expect(outgoingConfig(env)).toEqual({ allowPrivate: true, tries: 1, perHost: 9 })
  })

  it.each([
    ['DARKROOM_ALLOW_PRIVATE_URLS', 'yes'],
    ['DARKROOM_FETCH_TRIES', '0'],
    ['DARKROOM_FETCH_PER_HOST', 'many'],
  ])('names %s when it is %s', (name, value) => {
    expect(() => outgoingConfig({ [name]: value })).toThrow(`${name} is "${value}"; expected`)
  })
})

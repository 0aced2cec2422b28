import { describe, expect, it } from 'vitest'
import { jcrConfig } from './config.ts'

describe('the settings of a JCR repository', () => {
  it('are none without a URL', () => {
    expect(jcrConfig({ DARKROOM_JCR_WRITE: 'true' })).toBeUndefined()
  })

  it('carry user and password in the URL, whatever is in them', () => {
    expect(
      jcrConfig({
        DARKROOM_JCR_URL: 'https://author.example.com/',
        DARKROOM_JCR_USER: 'reader@aem',
        DARKROOM_JCR_PASSWORD: 'a:/b%',
      }),
    ).toEqual({
      url: 'https://reader%40aem:a%3A%2Fb%25@author.example.com',
      write: false,
      company: undefined,
      folder: 'jcr/',
    })
  })

  it.each([
    ['DARKROOM_JCR_URL', 'author.example.com'],
    ['DARKROOM_JCR_URL', 'ftp://author.example.com'],
    ['DARKROOM_JCR_WRITE', 'yes'],
    ['DARKROOM_JCR_FOLDER', '../up'],
  ])('are refused with %s=%s, by name', (name, value) => {
    const env = { DARKROOM_JCR_URL: 'https://author.example.com', [name]: value }
    expect(() => jcrConfig(env)).toThrow(new RegExp(`^${name} is "`))
  })

  it('that are wrong are told without the password', () => {
    expect(() => jcrConfig({ DARKROOM_JCR_URL: 'ftp://user:secret@author' })).toThrow('"ftp://author"')
  })
})

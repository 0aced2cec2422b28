import { describe, expect, it } from 'vitest'
import { catalogues, english } from './catalogues.ts'
import { eachOnce, formatMessage, inEnglish, say } from './messages.ts'

const places = (template: string) => [...template.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

describe.each(Object.entries(catalogues))('the catalogue %s', (_language, catalogue) => {
  it('has every key of English, and no others', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(english).sort())
  })

  it('has the places of English', () => {
    const ofAll = (words: Readonly<Record<string, string>>) =>
      Object.fromEntries(Object.entries(words).map(([key, template]) => [key, places(template)]))
    expect(ofAll(catalogue)).toEqual(ofAll(english))
  })
})

it('is in the languages of the API and in no other', () => {
  expect(Object.keys(catalogues).sort()).toEqual(['de', 'en', 'fr', 'ja', 'ko'])
})

describe('a text for a log', () => {
  it('is a message with its places, or what somebody else said', () => {
    const crashed = say('crashed', { attempts: 3 })
    expect(crashed).toEqual({ message: 'crashed', args: { attempts: 3 } })
    expect(say('storedFileMissing')).toEqual({ message: 'storedFileMissing' })
    expect(inEnglish(crashed)).toBe('processing it stopped a worker 3 times; it is not tried again.')
    expect(inEnglish('{as} it is')).toBe('{as} it is')
  })

  it('is told once', () => {
    const twice = [say('crashed', { attempts: 3 }), 'a', say('crashed', { attempts: 3 }), 'a']
    expect(eachOnce(twice)).toEqual([twice[0], 'a'])
  })
})

describe('a message', () => {
  it.each([
    ['en', 'File a.jpg was uploaded.'],
    ['en-GB', 'File a.jpg was uploaded.'],
    ['de', 'Die Datei a.jpg wurde hochgeladen.'],
    ['de-AT', 'Die Datei a.jpg wurde hochgeladen.'],
    ['fr_CA', 'Le fichier a.jpg a été chargé.'],
    ['JA-JP', 'ファイル a.jpg をアップロードしました。'],
    ['ko', '파일 a.jpg을(를) 업로드했습니다.'],
    ['nl', 'File a.jpg was uploaded.'],
    ['constructor', 'File a.jpg was uploaded.'],
    ['', 'File a.jpg was uploaded.'],
  ])('of the locale "%s" is "%s"', (locale, text) => {
    expect(formatMessage('uploaded', { file: 'a.jpg' }, locale)).toBe(text)
  })

  it('has messages inside it in the same language', () => {
    const reason = { message: 'crashed', args: { attempts: 3 } } as const
    expect(formatMessage('fileFailed', { file: 'a.jpg', reason }, 'de')).toBe(
      'Die Datei a.jpg wurde nicht gespeichert: Die Verarbeitung hat 3-mal einen Worker beendet und wird nicht wiederholt.',
    )
  })

  it.each([
    ['keyOfALaterVersion', {}, 'keyOfALaterVersion'],
    ['toString', {}, 'toString'],
    ['uploaded', {}, 'File {file} was uploaded.'],
    ['uploaded', { file: '{file} $& $1' }, 'File {file} $& $1 was uploaded.'],
  ])('shows what it has no words for: %s %o', (key, args, text) => {
    expect(formatMessage(key, args, 'en')).toBe(text)
  })
})

import * as documents from './documents/index.ts'
import * as files from './files/index.ts'
import * as log from './log/index.ts'
import * as options from './options/index.ts'
import * as outgoing from './outgoing/index.ts'
import * as pictures from './pictures/index.ts'
import * as sets from './sets/index.ts'
import * as videos from './videos/index.ts'

/** Every message in English; a key stands in one area only. */
export const english = {
  ...documents.english,
  ...files.english,
  ...log.english,
  ...options.english,
  ...outgoing.english,
  ...pictures.english,
  ...sets.english,
  ...videos.english,
} as const

export type MessageKey = keyof typeof english

/** The words of one language: every key of English, with the same `{places}`. */
export type Catalogue = Readonly<Record<MessageKey, string>>

/** The catalogues by language (ISO 639-1). */
export const catalogues: Readonly<Record<string, Catalogue>> = {
  en: english,
  de: {
    ...documents.german,
    ...files.german,
    ...log.german,
    ...options.german,
    ...outgoing.german,
    ...pictures.german,
    ...sets.german,
    ...videos.german,
  },
  fr: {
    ...documents.french,
    ...files.french,
    ...log.french,
    ...options.french,
    ...outgoing.french,
    ...pictures.french,
    ...sets.french,
    ...videos.french,
  },
  ja: {
    ...documents.japanese,
    ...files.japanese,
    ...log.japanese,
    ...options.japanese,
    ...outgoing.japanese,
    ...pictures.japanese,
    ...sets.japanese,
    ...videos.japanese,
  },
  ko: {
    ...documents.korean,
    ...files.korean,
    ...log.korean,
    ...options.korean,
    ...outgoing.korean,
    ...pictures.korean,
    ...sets.korean,
    ...videos.korean,
  },
}

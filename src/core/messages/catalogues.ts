import * as log from './log/index.ts'
import * as outgoing from './outgoing/index.ts'

/** Every message in English; a key stands in one area only. */
export const english = {
  ...log.english,
  ...outgoing.english,
} as const

export type MessageKey = keyof typeof english

/** The words of one language: every key of English, with the same `{places}`. */
export type Catalogue = Readonly<Record<MessageKey, string>>

/** The catalogues by language (ISO 639-1). */
export const catalogues: Readonly<Record<string, Catalogue>> = {
  en: english,
  de: { ...log.german, ...outgoing.german },
  fr: { ...log.french, ...outgoing.french },
  ja: { ...log.japanese, ...outgoing.japanese },
  ko: { ...log.korean, ...outgoing.korean },
}

import { german } from './messages/de.ts'
import { english } from './messages/en.ts'
import { french } from './messages/fr.ts'
import { japanese } from './messages/ja.ts'
import { korean } from './messages/ko.ts'

export type MessageKey = keyof typeof english

/** The words of one language: every key of English, with the same `{places}`. */
export type Catalogue = Readonly<Record<MessageKey, string>>

/** A message inside another one, so that both are read in one language. */
export interface NestedMessage {
  readonly message: MessageKey
  readonly args?: MessageArgs
}

/** Values for the `{places}` of a message. */
export type MessageArgs = { readonly [place: string]: string | number | NestedMessage }

/** The catalogues by language (ISO 639-1). */
export const catalogues: Readonly<Record<string, Catalogue>> = {
  en: english,
  de: german,
  fr: french,
  ja: japanese,
  ko: korean,
}

/**
 * The message in the language of `locale` (language[-COUNTRY]; English for a language without a catalogue) with its
 * places filled in. A key of a later version is shown as it is, and so is a place without a value.
 */
export function formatMessage(key: string, args: MessageArgs, locale: string): string {
  const language = locale.split(/[-_]/)[0]?.toLowerCase() ?? ''
  const catalogue = Object.hasOwn(catalogues, language) ? catalogues[language] : undefined
  const template = templateIn(catalogue, key) ?? templateIn(english, key)
  if (template === undefined) return key
  return template.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = Object.hasOwn(args, name) ? args[name] : undefined
    if (value === undefined) return place
    return typeof value === 'object' ? formatMessage(value.message, value.args ?? {}, locale) : String(value)
  })
}

function templateIn(catalogue: Catalogue | undefined, key: string): string | undefined {
  return catalogue && Object.hasOwn(catalogue, key) ? catalogue[key as MessageKey] : undefined
}

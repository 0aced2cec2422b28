import { catalogues, english, type MessageKey } from './catalogues.ts'

export type { MessageKey } from './catalogues.ts'

/** A message inside another one, so that both are read in one language. */
export interface NestedMessage {
  readonly message: MessageKey
  readonly args?: MessageArgs
}

/** What a log or a mail tells: a message, or a text of an outside program or library, which is shown as it is. */
export type Said = string | NestedMessage

/** Values for the `{places}` of a message. */
export type MessageArgs = { readonly [place: string]: number | Said }

type Places<Text> = Text extends `${string}{${infer Place}}${infer Rest}` ? Place | Places<Rest> : never
type ArgsOf<Key extends MessageKey> = { readonly [Place in Places<(typeof english)[Key]>]: number | Said }

/** A message with a value for each of its places. */
export function say<Key extends MessageKey>(
  message: Key,
  ...[args]: keyof ArgsOf<Key> extends never ? [] : [ArgsOf<Key>]
): NestedMessage {
  return args === undefined ? { message } : { message, args }
}

/** The text in English. */
export function inEnglish(said: Said): string {
  return inLanguageOf('en', said)
}

/** Each text once, in the order of their first coming. */
export function eachOnce<One extends Said>(texts: Iterable<One>): One[] {
  const found = new Map<string, One>()
  for (const said of texts) {
    const text = inEnglish(said)
    if (!found.has(text)) found.set(text, said)
  }
  return [...found.values()]
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
    return typeof value === 'number' ? String(value) : inLanguageOf(locale, value)
  })
}

function inLanguageOf(locale: string, said: Said): string {
  return typeof said === 'string' ? said : formatMessage(said.message, said.args ?? {}, locale)
}

function templateIn(catalogue: (typeof catalogues)[string] | undefined, key: string): string | undefined {
  return catalogue && Object.hasOwn(catalogue, key) ? catalogue[key as MessageKey] : undefined
}

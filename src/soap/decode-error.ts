/** Longest part of a value that is shown, in UTF-16 units. */
const maxShownValue = 80

/** `missing`: a required element is absent or empty; `invalid`: what is there is not allowed. */
export type DecodeErrorKind = 'missing' | 'invalid'

/** A request that does not fit its type. The message names path, value and expectation, safe for clients. */
export class DecodeError extends Error {
  readonly kind: DecodeErrorKind
  /** Element names below the decoded element, repeated ones counted from 1: `urlArray/items[2]/sourceUrl`. */
  readonly path: string
  /** As received or what was received, cut to 80 characters; empty for a missing element. */
  readonly value: string

  /** @param quoted false: `value` says in our words what was received, such as "2 elements" */
  constructor(kind: DecodeErrorKind, path: string, value: string, expects: string, quoted = true) {
    const cut = value.length > maxShownValue ? `${value.slice(0, maxShownValue)}...` : value
    const shown = quoted ? `"${cut}"` : cut
    super(
      kind === 'missing'
        ? `${path} is missing; expected ${expects}.`
        : `${path} is ${shown}; expected ${expects}.`,
    )
    this.name = 'DecodeError'
    this.kind = kind
    this.path = path
    this.value = value.slice(0, maxShownValue)
  }
}

/** Longest part of a value that is shown, in UTF-16 units. */
const maxShownValue = 80

/** `missing`: a required element is absent or empty; `invalid`: what is there is not allowed. */
export type DecodeErrorKind = 'missing' | 'invalid'

/** A request that does not fit its type. The message names path, value and expectation, safe for clients. */
export class DecodeError extends Error {
  readonly kind: DecodeErrorKind
  /** Element names below the decoded element, repeated ones counted from 1: `urlArray/items[2]/sourceUrl`. */
  readonly path: string
  /** As received, cut to 80 characters; empty for a missing element. */
  readonly value: string

  constructor(kind: DecodeErrorKind, path: string, value: string, expects: string) {
    const shown = value.length > maxShownValue ? `${value.slice(0, maxShownValue)}...` : value
    super(
      kind === 'missing'
        ? `${path} is missing; expected ${expects}.`
        : `${path} is "${shown}"; expected ${expects}.`,
    )
    this.name = 'DecodeError'
    this.kind = kind
    this.path = path
    this.value = value.slice(0, maxShownValue)
  }
}

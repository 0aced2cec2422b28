import { badValue } from './values.ts'

/** One command of a query: its name in lower case (variables keep their `$`), its value still encoded. */
export interface Modifier {
  readonly name: string
  readonly value: string
}

const opening = '{('
const closing = '})'

/**
 * The commands of a query that have a value, in order; comments, macros and commands without value are left out.
 * A nested request (`src=is{...}`) and what else begins with a brace or parenthesis there is one value with all its `&`.
 */
export function* modifiers(query: string): Generator<Modifier> {
  for (let from = 0; from <= query.length; ) {
    const to = modifierEnd(query, from)
    const modifier = query.slice(from, to)
    from = to + 1
    const equals = modifier.indexOf('=')
    if (equals <= 0 || modifier.startsWith('.')) continue
    const name = modifier.slice(0, equals).toLowerCase()
    yield { name, value: modifier.slice(equals + 1) }
  }
}

function modifierEnd(query: string, from: number): number {
  const nested = /^(?:src|mask|imageset)=(?:is|ir|fxg)?[{(]/i.test(query.slice(from, from + 16))
  if (!nested) {
    const end = query.indexOf('&', from)
    return end === -1 ? query.length : end
  }
  let depth = 0
  for (let i = from; i < query.length; i++) {
    const character = query[i] ?? ''
    if (opening.includes(character)) depth++
    else if (closing.includes(character)) depth--
    else if (character === '&' && depth <= 0) return i
  }
  return query.length
}

/** Percent-decoding, as UTF-8 where that is what the bytes are, else as ISO Latin-1. A plus sign stays one. */
export function decodeValue({ name, value }: Modifier): string {
  if (/%(?![0-9a-f]{2})/i.test(value))
    throw badValue(name, value, 'each % to be followed by two hexadecimal digits')
  try {
    return decodeURIComponent(value)
  } catch {
    return value.replace(/%([0-9a-f]{2})/gi, (_escape, digits: string) =>
      String.fromCharCode(Number.parseInt(digits, 16)),
    )
  }
}

import { DarkroomError } from '../../errors.ts'
import { type ImageWish, plainWish } from '../wish.ts'
import { commands, layerCommands } from './commands.ts'
import { parseRequest } from './request.ts'
import { badValue } from './values.ts'

/** The longest query that is read, in characters. */
export const maxQueryLength = 8192

/**
 * What the query of an `/is/image` request asks for, frozen. Names of commands are read in any case; of a command
 * given twice the last counts; comments (`.text`), macros, variables and unknown commands are passed over, as are
 * commands for layers other than the image itself.
 * Throws `invalid-request` for a query longer than `maxQueryLength`, `invalid-parameter` for a value that its
 * command does not take, and `not-implemented` for request types and formats that darkroom does not serve.
 * @param query everything after the `?`, still encoded
 */
export function parseImageQuery(query: string): ImageWish {
  if (query.length > maxQueryLength) {
    throw new DarkroomError(
      'invalid-request',
      `The query has ${query.length} characters; at most ${maxQueryLength} are read.`,
    )
  }
  const given = [...modifiers(query)]
  const request = parseRequest(last(given, 'req') ?? 'img', last(given, 'id'), last(given, 'handler'))
  // These two answer from the catalogue and pass over all other commands.
  if (request.kind === 'exists' || request.kind === 'imageprops')
    return Object.freeze({ ...plainWish, request })

  let wish: ImageWish = { ...plainWish, request }
  let inOtherLayer = false
  for (const [name, value] of given) {
    if (name === 'layer') inOtherLayer = !/^(0|comp)(,|$)/i.test(value)
    if (inOtherLayer && layerCommands.has(name)) continue
    wish = { ...wish, ...commands.get(name)?.(decode(name, value).trim(), name, request.kind === 'mask') }
  }
  return Object.freeze(wish)
}

type Modifier = readonly [name: string, encodedValue: string]

function last(modifiers: readonly Modifier[], wanted: string): string | undefined {
  const value = modifiers.findLast(([name]) => name === wanted)?.[1]
  return value === undefined ? undefined : decode(wanted, value)
}

/** The commands of a query that have a value: names in lower case, values still encoded. */
function* modifiers(query: string): Generator<Modifier> {
  for (const modifier of query.split('&')) {
    const equals = modifier.indexOf('=')
    if (equals <= 0 || modifier.startsWith('.') || modifier.startsWith('$')) continue
    yield [modifier.slice(0, equals).toLowerCase(), modifier.slice(equals + 1)]
  }
}

/** Percent-decoding, as UTF-8 where that is what the bytes are, else as ISO Latin-1. A plus sign stays one. */
function decode(name: string, value: string): string {
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

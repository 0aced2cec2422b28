import { DarkroomError } from '../../errors.ts'
import type { SourceWish } from '../layer-wish.ts'
import { decodeValue, type Modifier } from './modifiers.ts'
import { badValue } from './values.ts'
import { definitions, type Variables } from './variables.ts'

/**
 * The value of `src=` or `mask=`. Variables are handed on to a nested request. Throws `invalid-parameter` for an empty one and
 * `not-implemented` for pictures that other servers would make (`ir{...}`, `fxg{...}`, `{...}`).
 */
export function parseSource(modifier: Modifier, variables: Variables): SourceWish {
  const { name, value } = modifier
  const nested = /^\s*(is|ir|fxg)?[{(](.*)[})]\s*$/s.exec(value)
  if (!nested) return { kind: 'object', object: objectName(name, decodeValue(modifier)) }
  const [, server, request = ''] = nested
  if (server !== 'is')
    throw new DarkroomError(
      'not-implemented',
      `${name}=${server ?? ''}{...} is not supported; pictures come from this server, by name or as is{...}.`,
      { field: name },
    )
  const mark = request.indexOf('?')
  const path = mark === -1 ? request : request.slice(0, mark)
  const query = mark === -1 ? '' : request.slice(mark + 1)
  return {
    kind: 'request',
    path: path === '' ? '' : objectName(name, decodeValue({ name, value: path })),
    query: definitions(variables) + query,
  }
}

/** A leading slash means the default catalogue, which is that of the company here. */
function objectName(command: string, text: string): string {
  const object = text.trim().replace(/^\/+/, '')
  if (object === '') throw badValue(command, text, 'the name of a published picture, or is{...}')
  return object
}

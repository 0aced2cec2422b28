import { DarkroomError } from '../../errors.ts'
import { type ImageWish, plainWish } from '../wish.ts'
import { commands } from './commands.ts'
import { LayerReader } from './layers.ts'
import { decodeValue, type Modifier, modifiers } from './modifiers.ts'
import { parseRequest } from './request.ts'
import { substitute, variablesOf } from './variables.ts'

/** The longest query that is read, in characters. */
export const maxQueryLength = 8192

/** What a query is read together with. */
export interface QueryContext {
  /** `<root>/<name>` of the path, for `$object$`; empty or absent: none. */
  readonly object?: string
  /** The commands of a template. Those of the query come after them and so prevail, layer by layer. */
  readonly definition?: string
}

/**
 * What the query of an `/is/image` request asks for, frozen. Names of commands are read in any case; of a command given twice
 * for the same layer the last counts; variables (`$name=`) are put in where they are referred to; comments (`.text`), macros,
 * effect layers and unknown commands are passed over, and so are layers that show nothing.
 * Throws `invalid-request` for a query longer than `maxQueryLength`, `invalid-parameter` for a value that its
 * command does not take, and `not-implemented` for request types, formats and sources that darkroom does not serve.
 * @param query everything after the `?`, still encoded
 */
export function parseImageQuery(query: string, context: QueryContext = {}): ImageWish {
  checkQueryLength(query)
  return parseCommands(query, context)
}

/** Throws `invalid-request` for a query longer than `maxQueryLength`. */
export function checkQueryLength(query: string): void {
  if (query.length > maxQueryLength) {
    throw new DarkroomError(
      'invalid-request',
      `The query has ${query.length} characters; at most ${maxQueryLength} are read.`,
    )
  }
}

/** The same for the query of a nested request, whose length is bounded by that of the request that it came from. */
export function parseCommands(query: string, { object, definition }: QueryContext): ImageWish {
  const asked = [...modifiers(query)]
  const defined = definition === undefined ? [] : [...modifiers(definition)]
  const variables = variablesOf(defined)
  if (object) variables.set('object', encodeURIComponent(object))
  for (const [name, value] of variablesOf(asked)) variables.set(name, value)
  const given = [...substitute(defined, variables), composite, ...substitute(asked, variables)]

  const request = parseRequest(last(given, 'req') ?? 'img', last(given, 'id'), last(given, 'handler'))
  // These answer from the catalogue and pass over all other commands of the request; a template describes itself.
  if (catalogueRequests.has(request.kind)) {
    const described =
      definition === undefined ? {} : { composition: parseCommands('', { definition }).composition }
    return Object.freeze({ ...plainWish, request, ...described })
  }

  let wish: ImageWish = { ...plainWish, request }
  const layers = new LayerReader(variables)
  for (const modifier of given) {
    const { name } = modifier
    const command = commands.get(name)
    if (command) wish = { ...wish, ...command(decodeValue(modifier).trim(), name, request.kind === 'mask') }
    else layers.take(modifier)
  }
  const composed = layers.wish({
    always: definition !== undefined,
    usesObject: definition === undefined && wish.template === undefined,
  })
  return Object.freeze({ ...wish, ...composed })
}

const catalogueRequests: ReadonlySet<string> = new Set(['exists', 'imageprops', 'imageset', 'set'])

/** Ends the layer that a definition ends in. */
const composite: Modifier = { name: 'layer', value: 'comp' }

function last(modifiers: readonly Modifier[], wanted: string): string | undefined {
  const found = modifiers.findLast(({ name }) => name === wanted)
  return found && decodeValue(found)
}

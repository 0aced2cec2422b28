import { DarkroomError } from '../../errors.ts'
import type { PublishedImage } from '../../publishing/smart-crop-entry.ts'
import { decodeValue, modifiers } from '../query/modifiers.ts'
import { parseCommands } from '../query/parse.ts'
import type { ImageWish } from '../wish.ts'

/** A request as it comes: what its path names, and its query. */
export interface NamedRequest {
  /** `<name>` or `<root>/<name>`, for `$object$`. */
  readonly path: string
  /** Undefined: the path is empty, or names nothing that is published. */
  readonly entry: PublishedImage | undefined
  readonly query: string
}

/** A request whose template is part of its commands. */
export interface ReadRequest {
  readonly wish: ImageWish
  /** What the path names, unless that is a template. */
  readonly entry: PublishedImage | undefined
}

/** Where templates are found. */
export interface Templates {
  find(object: string): Promise<PublishedImage | undefined>
}

/**
 * Reads a request together with the template that its path or its `template=` names. Throws `not-found` for a template that is
 * not published, and what parsing throws.
 */
export async function readRequest(
  templates: Templates,
  { path, entry, query }: NamedRequest,
): Promise<ReadRequest> {
  const own = entry?.served_as === 'template' ? entry : undefined
  const template = own ?? (await namedTemplate(templates, query))
  const definition = template?.definition ?? undefined
  const wish = parseCommands(query, { object: path, ...(definition !== undefined && { definition }) })
  return { wish, entry: own ? undefined : entry }
}

async function namedTemplate(templates: Templates, query: string): Promise<PublishedImage | undefined> {
  const named = [...modifiers(query)].findLast(({ name }) => name === 'template')
  if (!named) return undefined
  const object = decodeValue(named).trim().replace(/^\/+/, '')
  const template = await templates.find(object)
  if (template?.served_as === 'template') return template
  throw new DarkroomError('not-found', `There is no published template '${object}'.`, { field: 'template' })
}

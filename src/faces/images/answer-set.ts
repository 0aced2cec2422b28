import type { FastifyReply, FastifyRequest } from 'fastify'
import { entityTag } from '../../core/delivery/etag.ts'
import { membersOf, membersOfAll } from '../../core/delivery/set-members.ts'
import { setLineReply, setReply } from '../../core/delivery/set-reply.ts'
import { type ShownEntry, setLine, setTree } from '../../core/delivery/set-tree.ts'
import { plainWish, type RequestWish } from '../../core/delivery/wish.ts'
import type { PublishedImage } from '../../core/publishing/smart-crop-entry.ts'
import type { Db } from '../../core/tables.ts'
import { cacheHeaders, notModified } from './caching.ts'
import type { ImageServices } from './image-services.ts'

/** A request for what is in a set. */
export interface SetRequest {
  readonly root: string
  readonly entry: PublishedImage
  readonly wish: Extract<RequestWish, { format: unknown }>
}

/** Answers `req=set` and `req=imageset`. A picture or a video alone is a set of itself for the first and none for the second. */
export async function answerSet(
  { db, settings }: ImageServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { root, entry, wish }: SetRequest,
) {
  const shown = await shownEntry(db, entry)
  const members = shown.members.flatMap((member) => [member, ...member.inside])
  const times = [entry, ...members.map((member) => member.entry)].map(({ modified_at }) =>
    modified_at.getTime(),
  )
  const modified = new Date(Math.max(...times))
  const { body, mimeType } =
    wish.kind === 'set'
      ? setReply(setTree(root, shown), wish)
      : setLineReply(setLine(root, shown), wish, modified)
  const tag = entityTag(body, { ...plainWish, request: wish }, settings)
  cacheHeaders(reply, tag, modified, true)
  if (notModified(request, tag)) return await reply.code(304).send()
  return await reply.type(mimeType).send(body)
}

async function shownEntry(db: Db, entry: PublishedImage): Promise<ShownEntry> {
  const members = await membersOf(db, entry)
  const sets = members.map((member) => member.entry).filter(({ served_as }) => served_as === 'set')
  const insides = await membersOfAll(db, entry.company_id, sets)
  return {
    entry,
    members: members.map((member) => ({ ...member, inside: insides.get(member.entry) ?? [] })),
  }
}

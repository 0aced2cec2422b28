import type { FastifyReply, FastifyRequest } from 'fastify'

/** How long browsers and caches may keep a reply without asking again, in seconds. */
export const cacheSeconds = 300

/** Headers that let a reply be kept (RFC 9111); `mayCache` false forbids it (`cache=off`). */
export function cacheHeaders(reply: FastifyReply, etag: string, modified: Date, mayCache: boolean): void {
  reply
    .header('etag', etag)
    .header('last-modified', modified.toUTCString())
    .header('cache-control', mayCache ? `public, max-age=${cacheSeconds}` : 'no-store')
}

/** Whether the client has this version: If-None-Match (RFC 9110, section 13.1.2), compared weakly. */
export function notModified(request: FastifyRequest, etag: string): boolean {
  const given = request.headers['if-none-match']
  if (given === undefined) return false
  return given.split(',').some((tag) => tag.trim() === '*' || tag.trim().replace(/^W\//, '') === etag)
}

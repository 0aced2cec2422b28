import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DarkroomError } from '../../core/errors.ts'
import type { BlobStore } from '../../core/ports.ts'
import { publishedCompany, publishedFile } from '../../core/publishing/catalogue.queries.ts'
import type { Db } from '../../core/tables.ts'
import { parseRange } from './byte-range.ts'
import { cacheHeaders, notModified } from './caching.ts'
import { refuse } from './refuse.ts'

/**
 * `GET /is/content/<company root>/<file>`: published files as they were uploaded, whole or in parts. Content that a
 * browser could run as a page of this site is sent for download only.
 */
export function contentRoute(
  app: FastifyInstance,
  services: { readonly db: Db; readonly blobs: BlobStore },
): void {
  // Browsers ask before a script of another site may ask for a part.
  app.options('/is/content/:root/*', async (_request, reply) => {
    return await reply
      .code(204)
      .header('access-control-allow-origin', '*')
      .header('access-control-allow-methods', 'GET, HEAD')
      .header('access-control-allow-headers', 'range, if-range, if-none-match')
      .header('access-control-max-age', '86400')
      .send()
  })
  app.get('/is/content/:root/*', async (request, reply) => {
    try {
      return await serve(services, request, reply)
    } catch (thrown) {
      return await refuse(request, reply, thrown, 'a file could not be served')
    }
  })
}

async function serve(
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const { root, '*': path } = request.params as { readonly root: string; readonly '*': string }
  const company = await publishedCompany(db, root)
  const entry = company && (await publishedFile(db, company.id, path))
  if (!entry) throw new DarkroomError('not-found', `There is no published file '${path}'.`)
  const etag = `"${entry.original_key.slice(0, 43)}"`
  cacheHeaders(reply, etag, entry.modified_at, true)
  reply
    .type(entry.mime_type)
    .header('accept-ranges', 'bytes')
    // Players of other sites read manifests and parts of videos with scripts.
    .header('access-control-allow-origin', '*')
    .header('access-control-expose-headers', 'content-length, content-range')
    .header('x-content-type-options', 'nosniff')
    .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; sandbox")
  if (notModified(request, etag)) return await reply.code(304).send()
  if (request.method === 'HEAD')
    // Ranges are for GET only (RFC 9110, section 14.2). The body is dropped on its way, so no file is read for it.
    return await reply.header('content-length', entry.size).send(Readable.from([]))
  const ifRange = request.headers['if-range']
  const asked = ifRange === undefined || ifRange === etag ? request.headers.range : undefined
  const range = parseRange(asked, entry.size)
  if (range === 'unsatisfiable')
    return await reply
      .code(416)
      .header('content-range', `bytes */${entry.size}`)
      .header('cache-control', 'no-cache')
      .type('text/plain')
      .send(`The file has ${entry.size} bytes.\n`)
  const body = await blobs.read(entry.original_key, range)
  if (range === undefined) return await reply.header('content-length', entry.size).send(body)
  return await reply
    .code(206)
    .header('content-range', `bytes ${range.start}-${range.end}/${entry.size}`)
    .header('content-length', range.end - range.start + 1)
    .send(body)
}

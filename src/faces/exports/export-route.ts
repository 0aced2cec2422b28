import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { exportByToken } from '../../core/exports/export-file.ts'
import type { BlobStore } from '../../core/ports.ts'
import type { Db } from '../../core/tables.ts'
import { attachment } from './attachment.ts'

/** `GET /exports/<token>`: the ZIP of an export job, for whoever knows its address, while it is offered. */
export function exportRoute(
  app: FastifyInstance,
  { db, blobs }: { readonly db: Db; readonly blobs: BlobStore },
): void {
  app.get('/exports/:token', async (request, reply) => {
    const { token } = request.params as { readonly token: string }
    const file = await exportByToken(db, token)
    reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff')
    if (!file)
      return await reply.code(404).type('text/plain').send('There is no such export, or its time is over.\n')
    return await reply
      .type('application/zip')
      .header('content-disposition', attachment(file.file_name))
      .header('content-length', file.size)
      .send(request.method === 'HEAD' ? Readable.from([]) : await blobs.read(file.blob_key))
  })
}

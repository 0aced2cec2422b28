import type { FastifyReply, FastifyRequest } from 'fastify'
import { toDarkroomError } from '../../core/errors.ts'
import { imageErrorStatus } from './error-status.ts'

/** Answers what was thrown as plain text that nobody keeps; `what` went wrong goes to the log when it is our fault. */
export async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
  what: string,
): Promise<FastifyReply> {
  const error = toDarkroomError(thrown)
  if (error.code === 'internal') request.log.error({ err: error.cause ?? error }, what)
  return await reply
    .code(imageErrorStatus(error))
    .header('cache-control', 'no-cache')
    .removeHeader('etag')
    .removeHeader('last-modified')
    .type('text/plain;charset=utf-8')
    .send(`${error.message}\n`)
}

import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorCode, toDarkroomError } from '../../core/errors.ts'
import { TransientError } from '../../core/transient-error.ts'
import { drainBehindAnswer } from '../drain.ts'
import { challenge } from './sign-in-of-request.ts'

const statuses: Readonly<Partial<Record<ErrorCode, number>>> = {
  'no-credentials': 401,
  'invalid-credentials': 401,
  'invalid-user': 401,
  'wrong-company': 403,
  'no-permission': 403,
  busy: 503,
  'storage-full': 503,
  internal: 500,
}

/** Answers an error: JSON with a message; the status 400 for whatever is wrong with the request itself. */
export async function refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply) {
  drainBehindAnswer(request, reply)
  if (isFrameworkError(thrown)) return await reply.code(thrown.statusCode).send({ message: thrown.message })
  // What lies outside (a JCR repository) does not answer.
  if (thrown instanceof TransientError) return await reply.code(503).send({ message: thrown.message })
  const error = toDarkroomError(thrown)
  const status = statuses[error.code] ?? 400
  if (status === 500) request.log.error({ err: error.cause ?? error }, 'a request failed')
  if (status === 401) reply.header('www-authenticate', challenge)
  return await reply.code(status).send({ message: error.message })
}

/** What Fastify itself refuses, such as a body that is too large. */
function isFrameworkError(thrown: unknown): thrown is Error & { readonly statusCode: number } {
  if (!(thrown instanceof Error) || !('statusCode' in thrown)) return false
  const { statusCode } = thrown
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500
}

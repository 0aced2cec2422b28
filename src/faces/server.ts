import { readFile } from 'node:fs/promises'
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import Fastify, { type FastifyInstance, type FastifyReply, LogController } from 'fastify'
import type { Logger } from 'pino'
import { endConnectionsOnClose } from './end-connections.ts'
import type { HttpConfig } from './http.config.ts'

/** A connection on which nothing moves for so long is closed. A whole request may take as long as it needs. */
const idleConnectionMs = 120_000
/** A connection is kept so long for a next request. */
const keepAliveMs = 72_000
const maxHeaderBytes = 32 * 1024

/** The HTTP server without routes. Faces add theirs; what no route answers is a plain 404. */
export async function httpServer(config: HttpConfig, logger: Logger): Promise<FastifyInstance> {
  const tls = config.tls && { cert: await readFile(config.tls.cert), key: await readFile(config.tls.key) }
  const app: FastifyInstance = Fastify({
    // One for each address that listens.
    serverFactory: (handler) => listener(handler, tls),
    loggerInstance: logger,
    trustProxy: config.trustProxy,
    logController: new LogController({ disableRequestLogging: true }),
    routerOptions: { maxParamLength: 2_000 },
    // An address that no route can be looked up for.
    frameworkErrors: (error, _request, reply) =>
      void unroutable(reply, error.statusCode ?? 400, error.message),
  }) as unknown as FastifyInstance
  app.setNotFoundHandler(async (request, reply) => {
    const path = request.url.split('?')[0]
    return await reply.code(404).type('text/plain').send(`There is nothing at ${request.method} ${path}.\n`)
  })
  app.setErrorHandler(async (error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500
    if (status >= 500) request.log.error({ err: error }, 'a request failed')
    const text =
      status >= 500 || !(error instanceof Error)
        ? 'The server could not complete the request.'
        : error.message
    return await reply.code(status).type('text/plain').send(`${text}\n`)
  })
  return app
}

function unroutable(reply: FastifyReply, status: number, message: string): FastifyReply {
  return reply
    .code(status)
    .header('cache-control', 'no-cache')
    .type('text/plain;charset=utf-8')
    .send(`${message}.\n`)
}

function listener(handler: RequestListener, tls: { cert: Buffer; key: Buffer } | undefined): Server {
  const settings = { maxHeaderSize: maxHeaderBytes, requestTimeout: 0, keepAliveTimeout: keepAliveMs }
  const server = tls ? createSecureServer({ ...settings, ...tls }, handler) : createServer(settings, handler)
  server.setTimeout(idleConnectionMs)
  endConnectionsOnClose(server)
  return server
}

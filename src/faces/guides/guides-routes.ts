import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Caller } from '../../core/accounts/caller.ts'
import { assetStatusRoute, requestStatusRoute, systemStatusRoute } from './asset-status-routes.ts'
import { checkValues, typedValues } from './check-values.ts'
import { docsPage, docsPolicy } from './docs-page.ts'
import { logDownloadRoute, logsRoute } from './log-routes.ts'
import { openApi } from './open-api.ts'
import { cancelRoute, historyRoute, resumeRoute, startRoute, statusRoute } from './process-routes.ts'
import { bodyValues, maxBodyBytes, queryValues } from './read-body.ts'
import { refuse } from './refusals.ts'
import type { GuidesFaceServices, GuidesRoute } from './route.ts'
import { callerOf } from './sign-in-of-request.ts'
import { usesRoute } from './uses-route.ts'

/** Every operation of the API of AEM Guides that darkroom has; one more is a value and a line. */
export const guidesRoutes: readonly GuidesRoute[] = [
  startRoute,
  statusRoute,
  logsRoute,
  logDownloadRoute,
  cancelRoute,
  resumeRoute,
  historyRoute,
  requestStatusRoute,
  assetStatusRoute,
  usesRoute,
  systemStatusRoute,
]

/** The bulk processing API of AEM Guides, its OpenAPI document at `/openapi.json`, and a page that shows it. */
export function guidesApi(app: FastifyInstance, services: GuidesFaceServices): void {
  const document = openApi(guidesRoutes)
  app.get('/openapi.json', async () => document)
  app.get('/bin/guides/docs', async (_request, reply) => {
    reply.header('content-security-policy', docsPolicy).header('x-content-type-options', 'nosniff')
    return await reply.type('text/html; charset=utf-8').send(docsPage(guidesRoutes))
  })
  app.register(async (scope) => {
    const callers = new WeakMap<FastifyRequest, Caller>()
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxBodyBytes }, (_request, body, done) =>
      done(null, body),
    )
    scope.setErrorHandler(refuse)
    // Before the body is read: strangers are not listened to.
    scope.addHook('onRequest', async (request, reply) => {
      reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff')
      callers.set(request, await callerOf(services, request))
    })
    for (const route of guidesRoutes)
      scope.route({
        method: route.method,
        url: route.path,
        handler: async (request, reply) => {
          const caller = callers.get(request)
          if (!caller) throw new Error('a request without a caller')
          return await answer(services, route, caller, request, reply)
        },
      })
  })
}

async function answer(
  services: GuidesFaceServices,
  route: GuidesRoute,
  caller: Caller,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const body =
    route.method === 'POST'
      ? await bodyValues(request.headers['content-type'], request.body as Buffer | undefined)
      : {}
  const texts = { ...queryValues(request.url), ...body }
  const input = await checkValues(route.input, typedValues(route.input, texts))
  const client = (request.headers['user-agent'] ?? '').replace(/\p{Cc}/gu, '').slice(0, 200)
  return await route.run({ services, caller, input, client, request, reply })
}

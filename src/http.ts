import { hostname } from 'node:os'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { SignIn } from './core/accounts/sign-in.ts'
import { ConcurrencyLimit } from './core/concurrency-limit.ts'
import { readCompositionLimits } from './core/delivery/composition/limits.ts'
import { defaultDeliverySettings } from './core/delivery/settings.ts'
import type { JcrPlace } from './core/guides/jcr-place.ts'
import type { JobKinds } from './core/jobs/engine.ts'
import { MarkedReads } from './core/marked-reads.ts'
import type { BlobStore, JobQueue } from './core/ports.ts'
import type { Env } from './core/setting.ts'
import { ShortMemory } from './core/short-memory.ts'
import type { Db } from './core/tables.ts'
import { exportRoute } from './faces/exports/export-route.ts'
import { guidesApi } from './faces/guides/guides-routes.ts'
import { healthRoutes } from './faces/health/health.ts'
import { metricsRoute } from './faces/health/metrics.ts'
import type { HttpConfig } from './faces/http.config.ts'
import { contentRoute } from './faces/images/content-route.ts'
import { imageRoute } from './faces/images/image-route.ts'
import { ipsEndpoint } from './faces/ips/endpoint.ts'
import { type IpsServices, keptActiveJobs, rememberCompanyMs } from './faces/ips/operation.ts'
import { operations } from './faces/ips/operations/index.ts'
import { PageMemory } from './faces/ips/page-memory.ts'
import { wsdlPages } from './faces/ips/wsdl.ts'
import { httpServer } from './faces/server.ts'
import { uploadServlet } from './faces/uploads/servlet.ts'

/** What the faces work with; one set for each process. */
export interface HttpParts {
  readonly db: Db
  readonly blobs: BlobStore
  readonly queue: JobQueue
  readonly kinds: JobKinds
  /** Undefined: no JCR repository is configured. */
  readonly jcr: JcrPlace | undefined
  /** Processings that the Guides API lists. */
  readonly historyLength: number
  readonly env: Env
  readonly config: HttpConfig
  readonly logger: Logger
}

/** The half of the composition root that only the HTTP process has: the server with every face, not yet listening. */
export async function httpFaces(parts: HttpParts): Promise<FastifyInstance> {
  const { db, blobs, queue, kinds, env, config } = parts
  const server = await httpServer(config, parts.logger)
  const services = { db, queue, kinds, signIn: new SignIn(db) }
  metricsRoute(server, db)
  healthRoutes(server, { db, blobs })
  const ips: IpsServices = {
    ...services,
    blobs,
    serverName: hostname(),
    companies: new ShortMemory(rememberCompanyMs),
    activeJobs: new MarkedReads(keptActiveJobs),
    endedLogs: new PageMemory(),
  }
  ipsEndpoint(server, ips, operations, config.maxSoapBytes)
  wsdlPages(server, operations, config.publicUrl)
  uploadServlet(server, { ...services, blobs, limits: config })
  imageRoute(server, {
    db,
    blobs,
    settings: defaultDeliverySettings,
    limits: readCompositionLimits(env),
    renders: new ConcurrencyLimit(config.rendersAtOnce, config.rendersWaiting),
  })
  contentRoute(server, { db, blobs })
  exportRoute(server, { db, blobs })
  guidesApi(server, { ...services, jcr: parts.jcr, historyLength: parts.historyLength })
  return server
}

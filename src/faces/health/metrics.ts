import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { livingWorkers, workCounts } from '../../core/health.ts'
import type { Db } from '../../core/tables.ts'

const durationBuckets = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60]

/** `GET /metrics` in the text form of Prometheus: the process, its requests, and the work that is open. */
export function metricsRoute(app: FastifyInstance, db: Db): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'darkroom_http_request_duration_seconds',
    help: 'Duration of HTTP requests',
    labelNames: ['method', 'route', 'status'],
    buckets: durationBuckets,
    registers: [registry],
  })
  const gauge = (name: string, help: string) =>
    new Gauge({ name, help, labelNames: ['state'], registers: [registry] })
  const jobs = gauge('darkroom_open_jobs', 'Jobs that have not ended')
  const items = gauge('darkroom_open_items', 'Items of jobs that have not ended')
  const workers = new Gauge({
    name: 'darkroom_workers',
    help: 'Living worker processes',
    registers: [registry],
  })

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
  })
  app.get('/metrics', async (_request, reply) => {
    const open = await workCounts(db)
    for (const state of ['Waiting', 'Running', 'Finishing']) {
      jobs.set({ state }, open.jobs.get(state) ?? 0)
      if (state !== 'Finishing') items.set({ state }, open.items.get(state) ?? 0)
    }
    workers.set(await livingWorkers(db))
    return await reply.type(registry.contentType).send(await registry.metrics())
  })
}

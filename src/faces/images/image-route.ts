import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ConcurrencyLimit } from '../../core/concurrency-limit.ts'
import { entityTag } from '../../core/delivery/etag.ts'
import { existsProperties, imageProperties, replyProperties } from '../../core/delivery/image-props.ts'
import { planOutput } from '../../core/delivery/output.ts'
import { propertyReply } from '../../core/delivery/property-reply.ts'
import { pyramidOf, storedCrop } from '../../core/delivery/pyramid-source.ts'
import { parseImageQuery } from '../../core/delivery/query/parse.ts'
import { render } from '../../core/delivery/render.ts'
import type { DeliverySettings } from '../../core/delivery/settings.ts'
import { planView } from '../../core/delivery/view.ts'
import { type ImageWish, wishForDefaultImage } from '../../core/delivery/wish.ts'
import { DarkroomError } from '../../core/errors.ts'
import type { BlobStore } from '../../core/ports.ts'
import {
  type CatalogueEntry,
  type PublishedCompany,
  publishedCompany,
  publishedImage,
} from '../../core/publishing/catalogue.queries.ts'
import type { Db } from '../../core/tables.ts'
import { cacheHeaders, notModified } from './caching.ts'
import { factsOf } from './image-facts.ts'
import { refuse } from './refuse.ts'

export interface ImageServices {
  readonly db: Db
  readonly blobs: BlobStore
  readonly settings: DeliverySettings
  readonly renders: ConcurrencyLimit
}

/** `GET /is/image/<company root>/<asset name>?<commands>`: published pictures, rendered as Image Serving does. */
export function imageRoute(app: FastifyInstance, services: ImageServices): void {
  app.get('/is/image/:root/*', async (request, reply) => {
    try {
      return await serve(services, request, reply)
    } catch (thrown) {
      return await refuse(request, reply, thrown, 'a picture could not be rendered')
    }
  })
}

async function serve(services: ImageServices, request: FastifyRequest, reply: FastifyReply) {
  const { root, '*': name } = request.params as { readonly root: string; readonly '*': string }
  const wish = parseImageQuery(request.url.split('?').slice(1).join('?'))
  const company = await publishedCompany(services.db, root)
  const entry = company && (await publishedImage(services.db, company.id, name))
  if (wish.request.kind === 'exists') {
    const { body, mimeType } = propertyReply(existsProperties(entry !== undefined), wish.request, new Date())
    return await reply.type(mimeType).header('cache-control', 'no-cache').send(body)
  }
  if (entry) return await answer(services, request, reply, root, entry, wish)
  const substitute = company && (await defaultImage(services.db, company, wish))
  if (!substitute) throw new DarkroomError('not-found', `There is no published image '${name}'.`)
  return await answer(services, request, reply, root, substitute, wishForDefaultImage(wish))
}

async function answer(
  services: ImageServices,
  request: FastifyRequest,
  reply: FastifyReply,
  root: string,
  entry: CatalogueEntry,
  wish: ImageWish,
) {
  const versionKey = `${entry.asset_id}.${entry.asset_version}.${entry.derived.pyramid ?? ''}`
  const tag = entityTag(versionKey, wish, services.settings)
  cacheHeaders(reply, tag, entry.modified_at, wish.cache.client)
  if (notModified(request, tag)) return await reply.code(304).send()
  const source = await pyramidOf(services.blobs, entry, wish.request.kind === 'mask' ? 'mask' : 'pyramid')
  const plan = planView({ ...source, ...storedCrop(entry) }, wish, services.settings)
  const output = planOutput(wish, services.settings)
  if (wish.request.kind === 'imageprops' || wish.request.kind === 'props') {
    const properties =
      wish.request.kind === 'props'
        ? replyProperties(plan, output, versionKey)
        : imageProperties(factsOf(entry, root))
    const { body, mimeType } = propertyReply(properties, wish.request, entry.modified_at)
    return await reply.type(mimeType).send(body)
  }
  const { data, mimeType } = await services.renders.run(async () => await render(source, plan, output))
  return await reply.type(mimeType).send(data)
}

/** The stand-in for a missing image: that of the request (empty: none), else the company's. */
async function defaultImage(
  db: Db,
  company: PublishedCompany,
  wish: ImageWish,
): Promise<CatalogueEntry | undefined> {
  const { kind } = wish.request
  const name = wish.defaultImage ?? company.default_image
  if (kind !== 'img' || name === null || name === '') return undefined
  return await publishedImage(db, company.id, name.slice(name.indexOf('/') + 1))
}

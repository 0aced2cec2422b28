import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Composition } from '../../core/delivery/composition/composition.ts'
import { renderComposition } from '../../core/delivery/composition/paint-composition.ts'
import { LayerResolver } from '../../core/delivery/composition/resolve.ts'
import type { SourceFinder } from '../../core/delivery/composition/source-finder.ts'
import { entityTag } from '../../core/delivery/etag.ts'
import { imageProperties, replyProperties } from '../../core/delivery/image-props.ts'
import { planOutput } from '../../core/delivery/output.ts'
import { propertyReply } from '../../core/delivery/property-reply.ts'
import { FontBook } from '../../core/delivery/text/font-book.ts'
import { planView } from '../../core/delivery/view.ts'
import type { ImageWish } from '../../core/delivery/wish.ts'
import type { PublishedCompany } from '../../core/publishing/catalogue.queries.ts'
import type { PublishedImage } from '../../core/publishing/smart-crop-entry.ts'
import { cacheHeaders, notModified } from './caching.ts'
import { factsOfComposition } from './image-facts.ts'
import type { ImageServices } from './image-services.ts'
import { versionKeyOfAll } from './version-key.ts'

/** A request for layers, read. */
export interface ComposedRequest {
  readonly company: PublishedCompany
  readonly finder: SourceFinder
  readonly wish: ImageWish
  /** What the path names, unless that is a template. */
  readonly entry: PublishedImage | undefined
  /** `<root>/<name>` of the path. */
  readonly id: string
}

/** Layers with everything that it takes to answer with them. */
export interface ResolvedLayers {
  readonly composition: Composition
  readonly resolver: LayerResolver
  readonly versionKey: string
  /** When the newest of what it is made of was published as it is. */
  readonly modified: Date
}

/** Finds what the layers of a request are made of. Throws `not-found` for a picture that is not published. */
export async function resolveLayers(
  { db, blobs, limits }: ImageServices,
  { company, finder, wish, entry }: ComposedRequest,
): Promise<ResolvedLayers> {
  const fonts = new FontBook({ db, blobs, companyId: company.id })
  const resolver = new LayerResolver({ finder, blobs, fonts, limits })
  if (entry) finder.use(entry)
  const composition = await resolver.resolve(wish, entry)
  const times = finder.used.map(({ modified_at }) => modified_at.getTime())
  return {
    composition,
    resolver,
    versionKey: [versionKeyOfAll(finder.used), ...fonts.versions].join(' '),
    modified: new Date(Math.max(0, ...times)),
  }
}

/** Answers with a picture put together from layers, or with its properties. */
export async function answerComposed(
  { settings, renders }: ImageServices,
  request: FastifyRequest,
  reply: FastifyReply,
  { wish, id }: ComposedRequest,
  { composition, resolver, versionKey, modified }: ResolvedLayers,
) {
  const tag = entityTag(versionKey, wish, settings)
  cacheHeaders(reply, tag, modified, wish.cache.client)
  if (notModified(request, tag)) return await reply.code(304).send()
  if (wish.request.kind === 'imageprops') {
    const properties = imageProperties(factsOfComposition(composition.size, modified, id))
    const { body, mimeType } = propertyReply(properties, wish.request, modified)
    return await reply.type(mimeType).send(body)
  }
  const plan = planView(composition.size, wish, settings)
  const output = planOutput(wish, settings)
  if (wish.request.kind === 'props') {
    const { body, mimeType } = propertyReply(
      replyProperties(plan, output, versionKey),
      wish.request,
      modified,
    )
    return await reply.type(mimeType).send(body)
  }
  const kind = wish.request.kind === 'mask' ? 'mask' : 'img'
  const { data, mimeType } = await renders.run(
    async () => await renderComposition(composition, plan, output, resolver.budget, kind),
  )
  return await reply.type(mimeType).send(data)
}

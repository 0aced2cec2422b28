import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { readRequest } from '../../core/delivery/composition/read-request.ts'
import { needsObject } from '../../core/delivery/composition/resolve.ts'
import { SourceFinder } from '../../core/delivery/composition/source-finder.ts'
import { entityTag } from '../../core/delivery/etag.ts'
import { existsProperties, imageProperties, replyProperties } from '../../core/delivery/image-props.ts'
import { planOutput } from '../../core/delivery/output.ts'
import { propertyReply } from '../../core/delivery/property-reply.ts'
import { pyramidOf, storedCrop } from '../../core/delivery/pyramid-source.ts'
import { checkQueryLength, parseCommands } from '../../core/delivery/query/parse.ts'
import { render } from '../../core/delivery/render.ts'
import { pictureOf } from '../../core/delivery/set-members.ts'
import { setLineReply } from '../../core/delivery/set-reply.ts'
import { settingsForCrop } from '../../core/delivery/settings.ts'
import { planView } from '../../core/delivery/view.ts'
import { type ImageWish, wishForDefaultImage } from '../../core/delivery/wish.ts'
import { DarkroomError } from '../../core/errors.ts'
import {
  type PublishedCompany,
  publishedCompany,
  publishedImage,
} from '../../core/publishing/catalogue.queries.ts'
import type { PublishedImage } from '../../core/publishing/smart-crop-entry.ts'
import type { Db } from '../../core/tables.ts'
import { answerComposed, resolveLayers } from './answer-composed.ts'
import { answerSet } from './answer-set.ts'
import { cacheHeaders, notModified } from './caching.ts'
import { factsOf } from './image-facts.ts'
import type { ImageServices } from './image-services.ts'
import { refuse } from './refuse.ts'
import { versionKeyOf } from './version-key.ts'

/** `GET /is/image/<company root>/<asset name>?<commands>`: published pictures, rendered as Image Serving does. */
export function imageRoute(app: FastifyInstance, services: ImageServices): void {
  // A request whose layers name all pictures needs none in its path.
  for (const path of ['/is/image/:root', '/is/image/:root/*'])
    app.get(path, async (request, reply) => {
      try {
        return await serve(services, request, reply)
      } catch (thrown) {
        return await refuse(request, reply, thrown, 'a picture could not be rendered')
      }
    })
}

async function serve(services: ImageServices, request: FastifyRequest, reply: FastifyReply) {
  const { root, '*': name = '' } = request.params as { readonly root: string; readonly '*'?: string }
  const query = request.url.split('?').slice(1).join('?')
  checkQueryLength(query)
  const { db } = services
  const company = await publishedCompany(db, root)
  const named = company && (await publishedImage(db, company.id, name))
  const id = name === '' ? '' : `${root}/${name}`
  const finder = company && new SourceFinder(db, company)
  const { wish, entry } = await readRequest(finder ?? noTemplates, { path: id, entry: named, query })
  const { kind } = wish.request
  if (kind === 'exists') {
    const { body, mimeType } = propertyReply(existsProperties(named !== undefined), wish.request, new Date())
    return await reply.type(mimeType).header('cache-control', 'no-cache').send(body)
  }
  if (kind === 'imageset' && !named) {
    const { body, mimeType } = setLineReply('', wish.request, new Date())
    return await reply.type(mimeType).header('cache-control', 'no-cache').send(body)
  }
  if (named && (kind === 'imageset' || kind === 'set'))
    return await answerSet(services, request, reply, { root, entry: named, wish: wish.request })
  const picture = entry && (await pictureOf(db, entry))
  try {
    if (wish.composition && company && finder && (picture || id === '' || !needsObject(wish))) {
      if (named) finder.use(named)
      const composed = { company, finder, wish, entry: picture, id }
      const layers = await resolveLayers(services, composed)
      return await answerComposed(services, request, reply, composed, layers)
    }
    if (picture) return await answer(services, request, reply, root, picture, wish)
    throw new DarkroomError('not-found', `There is no published image '${name}'.`)
  } catch (thrown) {
    if (!company || !(thrown instanceof DarkroomError) || thrown.code !== 'not-found') throw thrown
    return await answerDefault(services, request, reply, { root, company, wish, missing: thrown })
  }
}

const noTemplates = Object.freeze({ find: async () => undefined })

/** Answers with the stand-in for what is missing. Throws `missing` when there is none. */
async function answerDefault(
  services: ImageServices,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    root,
    company,
    wish,
    missing,
  }: {
    readonly root: string
    readonly company: PublishedCompany
    readonly wish: ImageWish
    readonly missing: DarkroomError
  },
) {
  const { db } = services
  const named = await defaultImage(db, company, wish)
  const substitute = named && (await pictureOf(db, named))
  if (!substitute) throw missing
  const kept = wishForDefaultImage(wish)
  if (substitute.served_as !== 'template')
    return await answer(services, request, reply, root, substitute, kept)
  const { composition } = parseCommands('', { definition: substitute.definition ?? '' })
  const finder = new SourceFinder(db, company)
  finder.use(substitute)
  const composed = {
    company,
    finder,
    wish: { ...kept, ...(composition && { composition }) },
    entry: undefined,
    id: `${root}/${substitute.name}`,
  }
  return await answerComposed(services, request, reply, composed, await resolveLayers(services, composed))
}

async function answer(
  services: ImageServices,
  request: FastifyRequest,
  reply: FastifyReply,
  root: string,
  entry: PublishedImage,
  wish: ImageWish,
) {
  const settings = settingsForCrop(services.settings, entry.smartCrop)
  const versionKey = versionKeyOf(entry)
  const tag = entityTag(versionKey, wish, settings)
  cacheHeaders(reply, tag, entry.modified_at, wish.cache.client)
  if (notModified(request, tag)) return await reply.code(304).send()
  const source = await pyramidOf(services.blobs, entry, wish.request.kind === 'mask' ? 'mask' : 'pyramid')
  const plan = planView({ ...source, ...storedCrop(entry) }, wish, settings)
  const output = planOutput(wish, settings)
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
): Promise<PublishedImage | undefined> {
  const { kind } = wish.request
  const name = wish.defaultImage ?? company.default_image
  if (kind !== 'img' || name === null || name === '') return undefined
  return await publishedImage(db, company.id, name.slice(name.indexOf('/') + 1))
}

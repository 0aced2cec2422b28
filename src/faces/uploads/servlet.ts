import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { requireRole } from '../../core/accounts/caller.ts'
import type { SignIn } from '../../core/accounts/sign-in.ts'
import { DarkroomError } from '../../core/errors.ts'
import type { BlobStore } from '../../core/ports.ts'
import { ShortMemory } from '../../core/short-memory.ts'
import { writeElement } from '../../soap/write.ts'
import { drainBehindAnswer } from '../drain.ts'
import type { EarlyLimits } from '../http.config.ts'
import { asDarkroomError, faultFor, writeFault } from '../ips/faults.ts'
import { jobHandle } from '../ips/handles.ts'
import { requestLocale } from '../ips/locale.ts'
import { type AcceptServices, acceptUpload, uploadRoles } from './accept.ts'
import { EarlyBytes } from './early-bytes.ts'
import { touchJob } from './open-job.ts'
import { Reception, receive, type UploadLimits } from './receive.ts'
import { UploadPostReturn, type UploadRequest } from './upload-param.ts'

export const uploadPath = '/scene7/UploadFile'
/** A job that was seen open is taken to be so for so long, until the transaction that adds to it looks again, in ms. */
const rememberOpenMs = 2_000
/** While a POST runs, its job is kept from ending as idle so often. */
const touchEveryMs = 60_000

export interface UploadServices extends AcceptServices {
  readonly blobs: BlobStore
  readonly signIn: SignIn
  readonly limits: UploadLimits & { readonly early: EarlyLimits }
}

/** What the requests of a process have in common. */
interface ServletState {
  readonly seenOpen: ShortMemory<void>
  readonly earlyBytes: EarlyBytes
}

/** The UploadFile servlet: multipart POSTs that feed files into an upload job. */
export function uploadServlet(app: FastifyInstance, services: UploadServices): void {
  const state: ServletState = {
    seenOpen: new ShortMemory<void>(rememberOpenMs),
    earlyBytes: new EarlyBytes(services.limits.early),
  }
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The body is read by the handler, as a stream.
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    scope.post(uploadPath, async (request, reply) => await upload(services, state, request, reply))
  })
}

async function upload(
  services: UploadServices,
  { seenOpen, earlyBytes }: ServletState,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const early = earlyBytes.of(request.ip)
  const reception = new Reception()
  const gone = new AbortController()
  const onClose = () => {
    if (!request.raw.complete) gone.abort(new Error('the client went away'))
  }
  request.raw.once('close', onClose)
  let touching: NodeJS.Timeout | undefined
  try {
    const keepOpen = async (asked: UploadRequest) => {
      const { job } = asked
      if (!('handle' in job)) return
      const touch = async () => await touchJob(services.db, job.handle, asked.companyId, request.ip)
      await seenOpen.get(`${asked.companyId} ${request.ip} ${job.handle}`, touch)
      clearInterval(touching)
      touching = setInterval(() => void touch().catch(() => clearInterval(touching)), touchEveryMs)
    }
    await receive(
      request.raw,
      {
        blobs: services.blobs,
        authenticate: async (auth) => await services.signIn.authenticate(auth.credentials, request.ip),
        limits: services.limits,
        early,
        onRequest: async (asked, caller) => {
          if (!caller) return
          requireRole(caller, asked.companyId, uploadRoles)
          await keepOpen(asked)
        },
      },
      reception,
      gone.signal,
    )
    const xml = await accepted(services, request, reception)
    return await answer(reply, 200, xml)
  } catch (thrown) {
    // A request that was read to its end is destroyed too; its client waits for the answer.
    if (gone.signal.aborted || (request.raw.destroyed && !request.raw.complete)) {
      request.log.info('an upload broke off: the client went away')
      reply.hijack()
      return reply
    }
    return await refuse(request, reply, reception, thrown)
  } finally {
    clearInterval(touching)
    request.raw.off('close', onClose)
    await reception.discard().finally(() => early.release())
  }
}

async function accepted(
  services: UploadServices,
  request: FastifyRequest,
  { auth, caller, request: asked, files }: Reception,
): Promise<string> {
  if (!caller) throw new DarkroomError('no-credentials', 'The auth part is missing.', { field: 'auth' })
  if (!asked)
    throw new DarkroomError('missing-parameter', 'The uploadParams part is missing.', {
      field: 'uploadParams',
    })
  const locale = requestLocale(asked.locale ?? auth.locale, request.headers['accept-language'])
  const job = await acceptUpload(services, asked, { caller, client: auth.client, locale }, files)
  const { version, namespace } = asked.asked
  return writeElement({ jobHandle: jobHandle(job, version) }, 'uploadPostReturn', UploadPostReturn, {
    version,
    namespace,
  })
}

async function refuse(request: FastifyRequest, reply: FastifyReply, reception: Reception, thrown: unknown) {
  const error = asDarkroomError(thrown)
  if (error.code === 'internal') request.log.error({ err: error.cause ?? error }, 'an upload failed')
  await reception.discard()
  drainBehindAnswer(request, reply)
  return await answer(reply, reception.auth.faultStatus, writeFault(faultFor(error)))
}

async function answer(reply: FastifyReply, status: number, fragment: string) {
  const xml = Buffer.from(`<?xml version='1.0' encoding='UTF-8'?>${fragment}`)
  return await reply
    .code(status)
    .header('content-type', 'text/xml;charset=utf-8')
    .header('content-length', xml.length)
    .send(xml)
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DarkroomError } from '../../core/errors.ts'
import { parseEnvelope, type SoapEnvelope, type SoapVersion } from '../../soap/envelope.ts'
import { writeFaultEnvelope } from '../../soap/fault.ts'
import { readElement } from '../../soap/read.ts'
import { requestElement } from '../../soap/wsdl.ts'
import { defaultXmlLimits } from '../../soap/xml.ts'
import { drainBehindAnswer } from '../drain.ts'
import { authorize } from './authorize.ts'
import { compressed, decodedBody, isCompressed } from './content-encoding.ts'
import { asDarkroomError, faultFor, writeFault } from './faults.ts'
import { requestLocale } from './locale.ts'
import type { AnyOperation, Call, IpsServices } from './operation.ts'
import { noAuth, type RequestAuth, readRequestAuth } from './request-auth.ts'
import { checkSoapAction } from './soap-action.ts'
import { namespaceBase, versionOfNamespace } from './versions.ts'
import { writtenReply } from './written-reply.ts'

export const servicePath = '/scene7/services/IpsApiService'
/** So much of a name that nobody knows is told, in UTF-16 units. */
const maxNameTold = 100

/** The SOAP endpoint of the IPS web service over a list of operations. */
export function ipsEndpoint(
  app: FastifyInstance,
  services: IpsServices,
  operations: readonly AnyOperation[],
  maxSoapBytes: number,
): void {
  const byRequest = new Map(operations.map((operation) => [requestElement(operation.name), operation]))
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: maxSoapBytes }, (_request, body, done) =>
      done(null, body),
    )
    scope.setErrorHandler((error, request, reply) => {
      drainBehindAnswer(request, reply)
      return answerFault(request, reply, asRequestError(error, maxSoapBytes), '1.1', noAuth)
    })
    scope.post(
      servicePath,
      async (request, reply) => await serve(request, reply, services, byRequest, maxSoapBytes),
    )
  })
}

async function serve(
  request: FastifyRequest,
  reply: FastifyReply,
  services: IpsServices,
  byRequest: ReadonlyMap<string, AnyOperation>,
  maxSoapBytes: number,
): Promise<FastifyReply> {
  let auth = noAuth
  let soapVersion: SoapVersion = '1.1'
  try {
    const received = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
    const body = await decodedBody(received, request.headers['content-encoding'], maxSoapBytes)
    const envelope = await parseEnvelope(body, { ...defaultXmlLimits, maxBytes: maxSoapBytes })
    soapVersion = envelope.soapVersion
    auth = readRequestAuth(envelope.headers, request.headers.authorization)
    const message = await run(request, services, byRequest, envelope, auth)
    return await answer(request, reply, 200, message, soapVersion, auth)
  } catch (error) {
    return await answerFault(request, reply, error, soapVersion, auth)
  }
}

async function run(
  request: FastifyRequest,
  services: IpsServices,
  byRequest: ReadonlyMap<string, AnyOperation>,
  { body, soapVersion }: SoapEnvelope,
  auth: RequestAuth,
): Promise<Buffer> {
  const caller = await services.signIn.authenticate(auth.credentials, request.ip)
  const operation = byRequest.get(body.name)
  const asked = versionOfNamespace(body.namespace)
  if (!asked)
    throw new DarkroomError(
      'invalid-xml',
      `The element ${shown(body.name)} is in the namespace '${shown(body.namespace)}'; expected ${namespaceBase} or one of its versions.`,
    )
  if (!operation)
    throw new DarkroomError(
      'invalid-xml',
      `The element in the Body is ${shown(body.name)}; expected the Param element of an operation in the WSDL of its version.`,
    )
  checkSoapAction(request.headers, operation.name)
  const { version } = asked
  const param: unknown = readElement(body, operation.request, version, 'strict')
  await authorize(services, caller, operation, param)
  const locale = requestLocale(auth.locale, request.headers['accept-language'])
  const call: Call = { ...services, caller, version, locale, client: auth.client }
  const result = await operation.run(param, call)
  return writtenReply(result, operation, asked, soapVersion)
}

function shown(name: string): string {
  return name.length > maxNameTold ? `${name.slice(0, maxNameTold)}...` : name
}

async function answerFault(
  request: FastifyRequest,
  reply: FastifyReply,
  thrown: unknown,
  soapVersion: SoapVersion,
  auth: RequestAuth,
): Promise<FastifyReply> {
  const error = asDarkroomError(thrown)
  if (error.code === 'internal') request.log.error({ err: error.cause ?? error }, 'a SOAP request failed')
  const fault = faultFor(error)
  const xml = writeFaultEnvelope(
    {
      side: error.code === 'internal' ? 'server' : 'client',
      reason: fault.reason,
      detail: writeFault(fault),
    },
    soapVersion,
  )
  return await answer(request, reply, auth.faultStatus, Buffer.from(xml), soapVersion, auth)
}

/** What the HTTP server itself finds wrong with a request (status 4xx) is the client's fault here too. */
function asRequestError(thrown: unknown, maxSoapBytes: number): unknown {
  const status = thrown instanceof Error && 'statusCode' in thrown ? Number(thrown.statusCode) : 500
  if (status === 413)
    return new DarkroomError(
      'too-large',
      `The request has more bytes than ${maxSoapBytes} (DARKROOM_MAX_SOAP_BYTES).`,
    )
  if (!(thrown instanceof Error) || status < 400 || status >= 500) return thrown
  return new DarkroomError('invalid-request', `The request can not be read: ${thrown.message}.`)
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  body: Buffer,
  soapVersion: SoapVersion,
  auth: RequestAuth,
): Promise<FastifyReply> {
  const type = soapVersion === '1.1' ? 'text/xml;charset=utf-8' : 'application/soap+xml;charset=utf-8'
  reply.code(status).header('content-type', type).header('vary', 'Accept-Encoding')
  const accepted = request.headers['accept-encoding']?.toString()
  if (!isCompressed(body.length, auth.gzipResponse, accepted)) return await reply.send(body)
  return await reply.header('content-encoding', 'gzip').send(await compressed(body))
}

import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { writeWsdl } from '../../soap/wsdl.ts'
import { servicePath } from './endpoint.ts'
import type { AnyOperation } from './operation.ts'
import { AuthHeader } from './types/auth-header.ts'
import { Fault } from './types/fault.ts'
import { namespaceBase, namespaceOfVersion, unversioned, versions } from './versions.ts'

const faultNames = ['authenticationFault', 'authorizationFault', 'ipsApiFault'] as const

/** The WSDL of one version, for a service at `address`. */
export function ipsWsdl(version: string, operations: readonly AnyOperation[], address: string): string {
  return writeWsdl({
    version,
    namespace: namespaceOfVersion(version),
    serviceName: 'IpsApiService',
    address,
    operations,
    headers: [{ name: 'authHeader', type: AuthHeader, namespace: namespaceBase }],
    faults: faultNames.map((name) => ({ name, type: Fault, namespace: namespaceBase })),
  })
}

/**
 * Serves the WSDL of every version, under the documented path and the ones that clients use too. The service's address
 * is `publicUrl`, else the host of the request; the query parameter `serviceUrl` replaces it whole.
 */
export function wsdlPages(
  app: FastifyInstance,
  operations: readonly AnyOperation[],
  publicUrl: string | undefined,
): void {
  for (const version of versions) {
    const file = version === unversioned ? 'IpsApi.wsdl' : `IpsApi-${version}.wsdl`
    const page = async (request: FastifyRequest, reply: FastifyReply) =>
      await reply
        .header('content-type', 'text/xml;charset=utf-8')
        .send(ipsWsdl(version, operations, serviceAddress(request, publicUrl)))
    app.get(`/scene7/webservice/${file}`, page)
    app.get(`/scene7/${file}`, page)
    if (version === versions.at(-1)) app.get(servicePath, page)
  }
}

function serviceAddress(request: FastifyRequest, publicUrl: string | undefined): string {
  const asked = (request.query as Readonly<Record<string, unknown>>).serviceUrl
  if (typeof asked === 'string' && /^https?:\/\//.test(asked)) return asked
  return `${publicUrl ?? `${request.protocol}://${request.host}`}${servicePath}`
}

import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { DarkroomError } from '../../core/errors.ts'

/** All addresses of a host name, in the order in which they are to be tried. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/** As the operating system resolves names. */
export const systemResolve: Resolve = async (hostname) => await lookup(hostname, { all: true })

/**
 * Opens the connections of a client, to allowed addresses only. Names are checked by the very addresses that the socket then
 * connects to, so a name that changes between a check and its use gains nothing. Refusals are `invalid-parameter`;
 * the address stays out of the message, which would tell a client about the network here.
 */
export function checkedConnector(options: {
  /** Decides on the text of an IP address, without brackets. */
  readonly isAllowed: (ip: string) => boolean
  readonly timeoutMs: number
  readonly resolve: Resolve
  /** PEM of the certificate authorities to trust; undefined: those of Node.js. */
  readonly ca?: string | undefined
}): buildConnector.connector {
  const { isAllowed } = options
  const lookupAllowed: LookupFunction = (hostname, _options, callback) => {
    options
      .resolve(hostname)
      .then((found) => {
        const usable = found.filter(({ address }) => isAllowed(address))
        if (usable.length === 0) throw refused(hostname)
        return usable
      })
      .then(
        (usable) => callback(null, usable),
        (error: Error) => callback(error, []),
      )
  }
  const connect = buildConnector({
    allowH2: false,
    timeout: options.timeoutMs,
    lookup: lookupAllowed,
    // The lookup answers with a list, which a socket asks for only when it may choose between the families.
    autoSelectFamily: true,
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  })
  return (target, callback) => {
    const host = target.hostname.replace(/^\[|\]$/g, '')
    // A socket looks up names only.
    if (isIP(host) !== 0 && !isAllowed(host)) callback(refused(target.hostname), null)
    else connect(target, callback)
  }
}

function refused(hostname: string): DarkroomError {
  const message = `The host ${hostname} has no public address; darkroom connects to public addresses only, unless DARKROOM_ALLOW_PRIVATE_URLS is true.`
  return new DarkroomError('invalid-parameter', message)
}

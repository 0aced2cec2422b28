import { isIP, type LookupFunction } from 'node:net'
import { buildConnector } from 'undici'
import { type AddressRules, allowedAddresses } from './allowed-addresses.ts'

/**
 * Opens the connections of a client, to allowed addresses only. Names are checked by the very addresses that the socket then
 * connects to, so a name that changes between a check and its use gains nothing. Refusals are those of `allowedAddresses`.
 */
export function checkedConnector(
  options: AddressRules & {
    readonly timeoutMs: number
    /** PEM of the certificate authorities to trust; undefined: those of Node.js. */
    readonly ca?: string | undefined
  },
): buildConnector.connector {
  const lookupAllowed: LookupFunction = (hostname, _options, callback) => {
    allowedAddresses(hostname, options).then(
      (usable) => callback(null, [...usable]),
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
    // A socket looks up names only.
    if (isIP(target.hostname.replace(/^\[|\]$/g, '')) === 0) connect(target, callback)
    else
      allowedAddresses(target.hostname, options).then(
        () => connect(target, callback),
        (error: Error) => callback(error, null),
      )
  }
}

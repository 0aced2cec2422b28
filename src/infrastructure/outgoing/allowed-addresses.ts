import type { LookupAddress } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { DarkroomError } from '../../core/errors.ts'
import { say } from '../../core/messages/messages.ts'

/** All addresses of a host name, in the order in which they are to be tried. */
export type Resolve = (hostname: string) => Promise<readonly LookupAddress[]>

/** As the operating system resolves names. */
export const systemResolve: Resolve = async (hostname) => await lookup(hostname, { all: true })

/** How names become addresses, and which of them may be connected to. */
export interface AddressRules {
  readonly resolve: Resolve
  /** Decides on the text of an IP address, without brackets. */
  readonly isAllowed: (ip: string) => boolean
}

/**
 * The addresses of a host (a name, or an address as URLs write it) that may be connected to, at least one. Whoever
 * connects to these, and does not ask for the name again, is safe from names that change. Throws `invalid-parameter` when
 * none may; the address stays out of the message, which would tell a client about the network here.
 */
export async function allowedAddresses(
  hostname: string,
  { resolve, isAllowed }: AddressRules,
): Promise<readonly LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '')
  const family = isIP(host)
  const found = family === 0 ? await resolve(host) : [{ address: host, family }]
  const usable = found.filter(({ address }) => isAllowed(address))
  if (usable.length > 0) return usable
  throw new DarkroomError('invalid-parameter', say('hostNotPublic', { host: hostname }))
}

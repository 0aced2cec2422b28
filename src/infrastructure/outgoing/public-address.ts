import { BlockList, isIP } from 'node:net'

/**
 * IPv4 that is not the public internet's, from the IANA special-purpose registry and the multicast registry. Blocks of
 * infrastructure inside which a few anycast addresses are public (192.0.0.0/24, 192.88.99.0/24) are left out as a whole.
 */
const specialIpv4 = subnets('ipv4', [
  '0.0.0.0/8', // this network, unspecified
  '10.0.0.0/8',
  '100.64.0.0/10', // shared between carrier and customer
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local, with the metadata services of clouds
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24', // documentation
  '192.88.99.0/24', // relays from 6to4
  '192.168.0.0/16',
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24', // documentation
  '203.0.113.0/24', // documentation
  '224.0.0.0/4', // multicast
  '240.0.0.0/4', // reserved, broadcast
])

/**
 * The one block of IPv6 from which public unicast addresses are given out. Everything outside is special: loopback,
 * IPv4-mapped and -compatible, NAT64, unique local, link-local, site-local, multicast, what is not given out yet.
 */
const globalIpv6 = subnets('ipv6', ['2000::/3'])

/** The special parts of that block. */
const specialIpv6 = subnets('ipv6', [
  '2001::/23', // protocol assignments: Teredo, benchmarks, ORCHID
  '2001:db8::/32', // documentation
  '2002::/16', // 6to4, which wraps any IPv4 address
  '3fff::/20', // documentation
])

/**
 * Whether an address, IPv4 or IPv6 as text without brackets, is one of the public internet. False for everything else,
 * text that is no address and addresses with a zone included.
 */
export function isPublicAddress(ip: string): boolean {
  const family = isIP(ip)
  if (family === 4) return !specialIpv4.check(ip, 'ipv4')
  if (family === 0 || ip.includes('%')) return false
  return globalIpv6.check(ip, 'ipv6') && !specialIpv6.check(ip, 'ipv6')
}

function subnets(family: 'ipv4' | 'ipv6', blocks: readonly string[]): BlockList {
  const list = new BlockList()
  for (const block of blocks) {
    const [network = '', bits] = block.split('/')
    list.addSubnet(network, Number(bits), family)
  }
  return list
}

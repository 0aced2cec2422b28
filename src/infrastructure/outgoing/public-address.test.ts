import { describe, expect, it } from 'vitest'
import { isPublicAddress } from './public-address.ts'

/** First and last addresses of special blocks. */
const special = [
  '0.0.0.0 0.255.255.255',
  '10.0.0.0 10.255.255.255',
  '100.64.0.0 100.127.255.255',
  '127.0.0.0 127.0.0.1 127.255.255.255',
  '169.254.0.0 169.254.169.254 169.254.255.255',
  '172.16.0.0 172.31.255.255',
  '192.0.0.0 192.0.0.255',
  '192.0.2.0 192.0.2.255',
  '192.88.99.0 192.88.99.255',
  '192.168.0.0 192.168.255.255',
  '198.18.0.0 198.19.255.255',
  '198.51.100.0 198.51.100.255',
  '203.0.113.0 203.0.113.255',
  '224.0.0.0 239.255.255.255',
  '240.0.0.0 255.255.255.255',
  ':: ::1 ::7f00:1',
  '::ffff:0:0 ::ffff:127.0.0.1 ::ffff:7f00:1 ::ffff:8.8.8.8',
  '64:ff9b:: 64:ff9b::7f00:1 64:ff9b::8.8.8.8 64:ff9b:1:: 64:ff9b:1:ffff::',
  '100:: 100::ffff:ffff:ffff:ffff 100:0:0:1::',
  '2001:: 2001:0:7f00:1:: 2001:2:: 2001:10:: 2001:20:: 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff',
  '2001:db8:: 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff',
  '2002:: 2002:7f00:1:: 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  '3fff:: 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff',
  '4000:: 5f00::',
  'fc00:: fd00:ec2::254 fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fe80:: fe80::1 fe80::1%eth0 febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'fec0::1',
  'ff00:: ff02::1 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff',
  'localhost 127.1 2130706433 [::1] 8.8.8.8:80 2600::1%eth0',
].flatMap((block) => block.split(' '))

/** Public addresses, most of them beside special blocks. */
const common = [
  '1.0.0.0 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0',
  '169.253.255.255 169.255.0.0 172.15.255.255 172.32.0.0 192.0.1.0 192.0.3.0 192.88.98.255 192.88.100.0',
  '192.167.255.255 192.169.0.0 198.17.255.255 198.20.0.0 198.51.99.255 198.51.101.0 203.0.112.255',
  '203.0.114.0 223.255.255.255',
  '2000:: 2001:200:: 2001:4860:4860::8888 2001:db7:: 2001:db9:: 2003:: 2606:4700::1 3ffe:: 3fff:1000::',
].flatMap((line) => line.split(' '))

describe('isPublicAddress', () => {
  it.each(special)('%s is not public', (ip) => {
    expect(isPublicAddress(ip)).toBe(false)
  })

  it.each(common)('%s is public', (ip) => {
    expect(isPublicAddress(ip)).toBe(true)
  })
})

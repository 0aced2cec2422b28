import { expect, it } from 'vitest'
import { KnownAddresses, maxAddressesOfUser } from './known-addresses.ts'

it('remembers the addresses that a user used last', () => {
  const known = new KnownAddresses()
  known.remember('Ann@shop', 'home')
  for (let n = 1; n < maxAddressesOfUser; n++) known.remember('ann@shop', `travel ${n}`)
  known.remember('ann@shop', 'home')
  known.remember('ann@shop', 'one more')
  expect(known.has('ANN@shop', 'home')).toBe(true)
  expect(known.has('ann@shop', 'travel 1')).toBe(false)
  expect(known.has('joe@shop', 'home')).toBe(false)
})

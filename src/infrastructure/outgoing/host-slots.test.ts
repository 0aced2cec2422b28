import { setImmediate } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { HostSlots } from './host-slots.ts'

const never = new AbortController().signal

/** Takes slots and notes in which order they come. */
function takers(slots: HostSlots) {
  const order: string[] = []
  const take = async (name: string, host = 'a', signal = never) => {
    const release = await slots.take(host, signal)
    order.push(name)
    return release
  }
  return { order, take }
}

describe('HostSlots', () => {
  it('gives so many to each host, and the next in the order of asking', async () => {
    const { order, take } = takers(new HostSlots(2))
    const first = await take('first')
    await take('second')
    const third = take('third')
    const fourth = take('fourth')
    await take('other', 'b')
    expect(order).toEqual(['first', 'second', 'other'])
    first()
    first()
    const late = take('late')
    const releaseThird = await third
    // A second slot, given by mistake, would be taken by now.
    await setImmediate()
    expect(order).toEqual(['first', 'second', 'other', 'third'])
    releaseThird()
    ;(await fourth)()
    await late
    expect(order).toEqual(['first', 'second', 'other', 'third', 'fourth', 'late'])
  })

  it('lets those who wait leave', async () => {
    const { order, take } = takers(new HostSlots(1))
    const first = await take('first')
    const stop = new AbortController()
    const second = take('second', 'a', stop.signal)
    const third = take('third')
    stop.abort(new Error('stopped'))
    await expect(second).rejects.toThrow('stopped')
    await expect(take('fourth', 'a', stop.signal)).rejects.toThrow('stopped')
    first()
    await third
    expect(order).toEqual(['first', 'third'])
  })
})

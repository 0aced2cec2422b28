/** Lets a bounded number of requests go to each host; others wait, first come, first served. */
export class HostSlots {
  readonly #perHost: number
  readonly #hosts = new Map<string, { taken: number; readonly waiting: Set<() => void> }>()

  constructor(perHost: number) {
    this.#perHost = perHost
  }

  /** Resolves with the function that gives the slot back, which may be called again without effect. Throws the signal's reason. */
  async take(host: string, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    const state = this.#hosts.get(host) ?? { taken: 0, waiting: new Set() }
    this.#hosts.set(host, state)
    if (state.taken < this.#perHost) state.taken += 1
    else await turn(state.waiting, signal)
    let given = false
    return () => {
      if (given) return
      given = true
      const [next] = state.waiting
      if (next) {
        // The slot goes from hand to hand, so that nobody who comes later can overtake.
        state.waiting.delete(next)
        next()
        return
      }
      state.taken -= 1
      if (state.taken === 0) this.#hosts.delete(host)
    }
  }
}

async function turn(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const onAbort = () => {
    // When it is no longer in the line, the slot is there already: it is used, and the request sees the signal.
    if (waiting.delete(resolve)) reject(signal.reason)
  }
  waiting.add(resolve)
  signal.addEventListener('abort', onAbort, { once: true })
  await promise.finally(() => signal.removeEventListener('abort', onAbort))
}

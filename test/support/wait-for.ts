import { setTimeout as sleep } from 'node:timers/promises'

const lookEveryMs = 20
/** A look that takes long (a new connection, all processes) is followed by a pause so many times as long: what is waited for needs the machine. */
const pausePerLook = 4
const longestPauseMs = 500

/** Only a failure takes so long: a process that starts on a busy machine may take half of it. */
const patienceMs = 60_000

/** What `look` returns as soon as it is neither undefined nor false. Throws with `what` when that takes too long. */
export async function waitFor<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  timeoutMs = patienceMs,
): Promise<T> {
  const end = Date.now() + timeoutMs
  for (;;) {
    const begin = performance.now()
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`waited ${timeoutMs} ms in vain for ${what}`)
    const pause = Math.min(pausePerLook * (performance.now() - begin), longestPauseMs)
    await sleep(Math.max(pause, lookEveryMs))
  }
}

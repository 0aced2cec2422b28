/** Resolves on SIGTERM, on SIGINT, or when `stop` is called; a second signal ends the process at once. */
export function untilStopped(): { readonly stopped: Promise<void>; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  let asked = false
  const onSignal = () => {
    if (asked) process.exit(130)
    asked = true
    resolve()
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return { stopped: promise, stop: resolve }
}

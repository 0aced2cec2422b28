/** The same signal again within this time is one act: a terminal and npm both pass Ctrl-C on. */
const oneActMs = 1_000

/**
 * Resolves on SIGTERM, on SIGINT, or when `stop` is called. The same signal again, a second later or more, ends the
 * process at once. Another one does not: a worker hears Ctrl-C from the terminal and then SIGTERM from its server.
 */
export function untilStopped(): { readonly stopped: Promise<void>; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    let firstAt: number | undefined
    process.on(signal, () => {
      firstAt ??= performance.now()
      if (performance.now() - firstAt >= oneActMs) process.exit(130)
      resolve()
    })
  }
  return { stopped: promise, stop: resolve }
}

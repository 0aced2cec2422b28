import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// Threads and programs of the product that tests start would else compile the same modules anew, each time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
  new URL('node_modules/.cache/darkroom-tests', import.meta.url),
)

export default defineConfig({
  test: {
    globalSetup: ['test/support/global-setup.ts'],
    include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
    pool: 'forks',
    // Loading a thousand modules anew for each file took a fifth of the time.
    isolate: false,
    // Much of the suite waits: for processes that die, for a database.
    maxWorkers: 3,
    // Longer than the longest wait, which says what it waited for.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    expect: { poll: { timeout: 15_000 } },
  },
})

import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Runs before other modules are loaded. TypeScript is made JavaScript at each start of a process otherwise: with the cache
// a worker starts in half the time. It lies with the packages, which belong to whoever owns the code; where it can not be
// written, processes start without it.
const folder = fileURLToPath(new URL('../../node_modules/.cache/darkroom', import.meta.url))
enableCompileCache(folder)

/** For processes that this one starts: they have the cache from their first module on, not only from this one. */
export const compileCacheEnv = { NODE_COMPILE_CACHE: folder } as const

import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Runs before other modules are loaded. TypeScript is made JavaScript at each start of a process otherwise: with the cache
// a worker starts in half the time. It lies with the packages, which belong to whoever owns the code; where it can not be
// written, processes start without it.
enableCompileCache(fileURLToPath(new URL('../../node_modules/.cache/darkroom', import.meta.url)))

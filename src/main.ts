#!/usr/bin/env node
import './commands/compile-cache.ts'
import './commands/steady-memory.ts'

// Only now: the modules of a static import would all be loaded before the first of them runs.
await import('./commands/command-line.ts')

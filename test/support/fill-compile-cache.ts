// Loads what `serve` and `work` load, and ends: its end is when Node.js writes the cache. The start is that of `main.ts`,
// since V8 takes from the cache only what was compiled with the same flags.

import '../../src/commands/compile-cache.ts'
import '../../src/commands/steady-memory.ts'

await import('../../src/commands/serve.ts')
await import('../../src/http.ts')
await import('../../src/commands/work.ts')
// What these load later, with the first file, document or request.
await import('../../src/core/processing/process-file.ts')
await import('../../src/core/documents/parse-document.ts')
await import('../../src/infrastructure/outgoing/web-client.ts')
await import('typebox/value')
process.exit()

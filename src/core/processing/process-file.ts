import { ConcurrencyLimit } from '../concurrency-limit.ts'
import { probeFile } from './probe-file.ts'
import type { ProcessorInput, ProcessorResult } from './processor.ts'
import { findProcessor } from './processors.ts'

/**
 * A process works on one file at a time: two would share one core's caches, and take longer for both. The lanes of a
 * worker are for the rest of an item, which waits for disk and database.
 */
const turns = new ConcurrencyLimit(1)

/**
 * Recognises one stored file and turns it into an asset's properties and derived files, when its turn comes. Throws what
 * `probeFile` and `Processor.process` throw; a file that fails leaves nothing but the work folder behind.
 */
export async function processFile(input: ProcessorInput): Promise<ProcessorResult> {
  return await turns.run(async () => {
    input.signal.throwIfAborted()
    const probe = await probeFile(input.path, input.fileName, input.size)
    const result = await findProcessor(probe).process(input, probe)
    return { ...result, warnings: [...probe.warnings, ...result.warnings] }
  })
}

import { ConcurrencyLimit } from '../concurrency-limit.ts'
import { probeFile } from './probe-file.ts'
import type { ProcessorInput, ProcessorResult } from './processor.ts'
import { findProcessor } from './processors.ts'
import { withSmartCrops } from './with-smart-crops.ts'

const places = 2
/**
 * A process works on one file at a time: two would share one core's caches, and take longer for both. A small picture takes half
 * of that, since much of its time goes between the threads that open, make and end it. The lanes of a worker are for the rest of
 * an item, which waits for disk and database.
 */
const turns = new ConcurrencyLimit(places)
/** Long work of other programs has a turn of its own, so that pictures do not wait for a film. */
const turnsOfPrograms = new ConcurrencyLimit(1)

/**
 * Recognises one stored file and turns it into an asset's properties and derived files, when its turn comes. Throws what
 * `probeFile` and `Processor.process` throw; a file that fails leaves nothing but the work folder behind.
 */
export async function processFile(input: ProcessorInput): Promise<ProcessorResult> {
  input.signal.throwIfAborted()
  const probe = await probeFile(input.path, input.fileName, input.size)
  const processor = findProcessor(probe)
  const work = async () => {
    input.signal.throwIfAborted()
    const processed = await processor.process(input, probe)
    const result = await withSmartCrops(processed, input.options, input.signal)
    return { ...result, warnings: [...probe.warnings, ...result.warnings] }
  }
  if (processor.inOtherPrograms) return await turnsOfPrograms.run(work)
  return await turns.run(work, processor.isSmall?.(probe, input.size) ? 1 : places)
}

import { probeFile } from './probe-file.ts'
import type { ProcessorInput, ProcessorResult } from './processor.ts'
import { findProcessor } from './processors.ts'

/**
 * Recognises one stored file and turns it into an asset's properties and derived files. Throws what `probeFile` and
 * `Processor.process` throw; a file that fails leaves nothing but the work folder behind.
 */
export async function processFile(input: ProcessorInput): Promise<ProcessorResult> {
  input.signal.throwIfAborted()
  const probe = await probeFile(input.path, input.fileName, input.size)
  const result = await findProcessor(probe).process(input, probe)
  return { ...result, warnings: [...probe.warnings, ...result.warnings] }
}

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inEnglish } from '../messages/messages.ts'
import { processFile } from './process-file.ts'
import { readProcessingLimits } from './processing-limits.ts'
import type { ProcessingLimits, ProcessingOptions, ProcessorResult } from './processor.ts'

/** For tests: what a file may cost when a test does not say. */
export const testLimits: ProcessingLimits = {
  ...readProcessingLimits({}),
  maxPixels: 100_000_000,
  maxSeconds: 60,
}

/** For tests: what came of a file, with the warnings in English. */
export type TestResult = Omit<ProcessorResult, 'warnings'> & { readonly warnings: readonly string[] }

/** For tests: a folder in which uploaded files are processed. */
export interface TestRun {
  readonly folder: string
  /** Stores `content` as an upload called `fileName` and processes it. `limits`: a number is one of pixels. */
  process(
    fileName: string,
    content: Uint8Array | string,
    options?: Partial<ProcessingOptions>,
    limits?: number | Partial<ProcessingLimits>,
  ): Promise<TestResult>
  remove(): Promise<void>
}

/** Makes the folder; call `remove` at the end. */
export async function startTestRun(): Promise<TestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'processing-'))
  let runs = 0
  return {
    folder,
    process: async (fileName, content, options = {}, limits = {}) => {
      const id = ++runs
      const workFolder = join(folder, `work-${id}`)
      await mkdir(workFolder)
      const path = join(folder, `original-${id}`)
      await writeFile(path, content)
      const result = await processFile({
        path,
        fileName,
        size: Buffer.from(content).length,
        workFolder,
        options: { createMask: false, xmpKeywords: [], ...options },
        limits: { ...testLimits, ...(typeof limits === 'number' ? { maxPixels: limits } : limits) },
        blobPath: async (key) => join(folder, key),
        progress: () => undefined,
        signal: new AbortController().signal,
      })
      return { ...result, warnings: result.warnings.map(inEnglish) }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** For tests: the path of a derived file; fails when there is none. */
export function derivedPath(result: Pick<ProcessorResult, 'derived'>, role: 'pyramid' | 'mask'): string {
  const file = result.derived.find((derived) => derived.role === role)
  if (!file) throw new Error(`there is no ${role}`)
  return file.path
}

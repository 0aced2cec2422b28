import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { processFile } from './process-file.ts'
import type { ProcessingOptions, ProcessorResult } from './processor.ts'

/** For tests: a folder in which uploaded files are processed. */
export interface TestRun {
  readonly folder: string
  /** Stores `content` as an upload called `fileName` and processes it. */
  process(
    fileName: string,
    content: Uint8Array | string,
    options?: Partial<ProcessingOptions>,
    maxPixels?: number,
  ): Promise<ProcessorResult>
  remove(): Promise<void>
}

/** Makes the folder; call `remove` at the end. */
export async function startTestRun(): Promise<TestRun> {
  const folder = await mkdtemp(join(tmpdir(), 'processing-'))
  let runs = 0
  return {
    folder,
    process: async (fileName, content, options = {}, maxPixels = 100_000_000) => {
      const id = ++runs
      const workFolder = join(folder, `work-${id}`)
      await mkdir(workFolder)
      const path = join(folder, `original-${id}`)
      await writeFile(path, content)
      return processFile({
        path,
        fileName,
        size: Buffer.from(content).length,
        workFolder,
        options: { createMask: false, xmpKeywords: [], ...options },
        limits: { maxPixels, maxSeconds: 60 },
        blobPath: async (key) => join(folder, key),
        progress: () => undefined,
        signal: new AbortController().signal,
      })
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** For tests: the path of a derived file; fails when there is none. */
export function derivedPath(result: ProcessorResult, role: 'pyramid' | 'mask'): string {
  const file = result.derived.find((derived) => derived.role === role)
  if (!file) throw new Error(`there is no ${role}`)
  return file.path
}

import sharp from 'sharp'
import type { GeneratedFile } from '../../src/core/processing/generated-asset.ts'
import type { TestResult } from '../../src/core/processing/test-run.ts'
import type { PdfPage } from './pdf.ts'

/** A page of 200 x 100 points. */
export const plain = (content: string, more: Partial<PdfPage> = {}): PdfPage => ({
  width: 200,
  height: 100,
  content,
  ...more,
})

/** The pages that a PDF became. */
export function pagesOf({ generated = [] }: TestResult): GeneratedFile[] {
  return generated.filter((asset) => asset.kind === 'file')
}

/** Where the pyramid of a page is; empty: it has none. */
export function pyramidOf(page: GeneratedFile | undefined): string {
  return page?.derived.find(({ role }) => role === 'pyramid')?.path ?? ''
}

/** Raw samples of a picture at a place given in parts of its size. */
export async function sampleAt(path: string, x: number, y: number): Promise<number[]> {
  const { data, info } = await sharp(path).raw().toBuffer({ resolveWithObject: true })
  const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels
  return [...data.subarray(at, at + info.channels)]
}

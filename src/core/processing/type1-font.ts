import { open } from 'node:fs/promises'
import { say } from '../messages/messages.ts'
import { readAfm, readPfm, readType1, type Type1Facts } from './fonts/type1-facts.ts'
import { describeFile } from './metadata/describe-file.ts'
import type { Processor } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'

/** As much of the start of a file as is read, in bytes; what is said about a font stands in the first few kilobytes. */
const headBytes = 65_536

const readers: Readonly<Partial<Record<FileKindName, (head: Buffer) => Type1Facts>>> = {
  pfa: readType1,
  pfb: readType1,
  afm: readAfm,
  pfm: readPfm,
}

/** Keeps Type 1 fonts and their metrics, with names and style as metadata (`font.Family`, ...). */
export const type1Font: Processor = {
  name: 'type1-font',
  recognise: ({ kind }) => readers[kind] !== undefined,
  process: async ({ path, fileName, options }, { kind }) => {
    const { assetType, mimeType } = fileKind(kind)
    const facts = readers[kind]?.(await headOf(path)) ?? {}
    const { metadata, warnings } = describeFile(options.xmpKeywords, undefined, (record) => {
      for (const [name, value] of Object.entries(facts)) record.set(`font.${name}`, String(value))
      record.set('font.Outlines', kind === 'pfa' || kind === 'pfb' ? 'Type1' : '')
    })
    const nameless = facts.Family === undefined && facts.PostScriptName === undefined
    return {
      assetType,
      mimeType,
      metadata,
      derived: [],
      warnings: [...warnings, ...(nameless ? [say('fontNameless', { file: fileName })] : [])],
    }
  },
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

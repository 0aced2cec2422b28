import { readFile } from 'node:fs/promises'
import { DarkroomError } from '../errors.ts'
import { say } from '../messages/messages.ts'
import { describeFont } from './fonts/describe-font.ts'
import { type FontNames, readFontNames } from './fonts/font-names.ts'
import { type FontTables, readFontTables } from './fonts/font-tables.ts'
import { describeFile } from './metadata/describe-file.ts'
import type { Processor } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'

/** The largest font that is read, in bytes; the largest with all of Chinese have 30 MB, collections 200 MB. */
export const maxFontBytes = 256 * 1024 * 1024

const kinds: ReadonlySet<FileKindName> = new Set(['ttf', 'otf', 'ttc', 'woff', 'woff2'])

/** Keeps fonts, with their names and style as metadata (`font.Family`, ...); of a collection the first, and all families. */
export const font: Processor = {
  name: 'font',
  recognise: ({ kind }) => kinds.has(kind),
  process: async ({ path, fileName, size, options }, { kind }) => {
    if (size > maxFontBytes)
      throw new DarkroomError('too-large', say('fontTooLarge', { file: fileName, size, max: maxFontBytes }))
    const file = await readFile(path)
    const { assetType, mimeType } = fileKind(kind)
    const described = damageOf(fileName, () => {
      const fonts = readFontTables(file)
      const families = new Set(fonts.map((tables) => familyOf(tables)).filter((family) => family !== ''))
      return describeFile(options.xmpKeywords, undefined, (record) => {
        const [first] = fonts
        if (first) describeFont(record, first)
        if (fonts.length > 1) {
          record.set('font.Fonts', String(fonts.length))
          record.setList('font.Families', [...families])
        }
      })
    })
    const nameless = described.metadata['font.Family'] === undefined
    return {
      assetType,
      mimeType,
      metadata: described.metadata,
      derived: [],
      warnings: [...described.warnings, ...(nameless ? [say('fontNameless', { file: fileName })] : [])],
    }
  },
}

function familyOf(tables: FontTables): string {
  const names: FontNames = readFontNames(tables.table('name') ?? Buffer.alloc(6))
  return names.TypographicFamily ?? names.Family ?? ''
}

function damageOf<T>(fileName: string, read: () => T): T {
  try {
    return read()
  } catch (thrown) {
    const reason =
      thrown instanceof RangeError && /^bytes/.test(thrown.message)
        ? say('fontRefersTo', { bytes: thrown.message })
        : say('fontTables')
    throw new DarkroomError('bad-file', say('fontDamaged', { file: fileName, reason }), { cause: thrown })
  }
}

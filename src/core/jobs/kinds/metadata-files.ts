import { isUtf8 } from 'node:buffer'
import { assetNameOf } from '../../assets/target-path.ts'
import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { ServerFolder } from '../../ports.ts'
import type { LogLine } from '../job-log.ts'
import type { MetadataRow } from './metadata-files-row.ts'
import { looksTabSeparated, tabSeparatedRows } from './metadata-files-tab-separated.ts'
import { looksLikeMetadataXml, metadataXmlRows } from './metadata-files-xml.ts'

/** The largest metadata file, in bytes; it is held in memory while its folder is listed. */
export const maxMetadataFileBytes = 8 * 1024 * 1024

/** The most rows of one metadata file: each may become a line of the log. */
export const maxMetadataRows = 100_000

/** Forms of metadata files, by the extension of their names. */
const forms = [
  { extension: /\.(?:txt|tsv|tab)$/i, fits: looksTabSeparated, rows: tabSeparatedRows },
  { extension: /\.xml$/i, fits: looksLikeMetadataXml, rows: metadataXmlRows },
] as const

interface KnownRow extends MetadataRow {
  readonly file: string
  isUsed: boolean
}

/** What the metadata files of one folder say of the files beside them. */
export class FolderMetadata {
  readonly #files = new Set<string>()
  readonly #rows = new Map<string, KnownRow[]>()
  /** For files that are metadata files and can not be used. */
  readonly warnings: LogLine[] = []

  /** Reads the metadata files among the entries of a folder. A file that says nothing of others is an ordinary one. */
  static async read(folder: ServerFolder, path: string): Promise<FolderMetadata> {
    const metadata = new FolderMetadata()
    const candidates: string[] = []
    for await (const { name, kind } of folder.entries(path))
      if (kind === 'file' && !name.startsWith('.') && formOf(name)) candidates.push(name)
    // Of two files that speak of one, the later name wins.
    for (const name of candidates.sort()) await metadata.#add(folder, path, name)
    return metadata
  }

  isMetadataFile(name: string): boolean {
    return this.#files.has(name)
  }

  /** What is said of a file, by its name or by its name without the extension; undefined: nothing. */
  valuesFor(name: string): Readonly<Record<string, string>> | undefined {
    const rows = [...(this.#rows.get(assetNameOf(name)) ?? []), ...(this.#rows.get(name) ?? [])]
    if (rows.length === 0) return undefined
    for (const row of rows) row.isUsed = true
    return Object.assign({}, ...rows.map((row) => row.values))
  }

  /** Lines for the rows that no file has asked for. */
  unusedRows(path: string): LogLine[] {
    return [...this.#rows.values()]
      .flat()
      .filter((row) => !row.isUsed)
      .map(({ file, name }) => ({
        type: 'UploadWarning',
        message: 'metadataRowUnknown',
        args: { file: path + file, name: name || '""' },
      }))
  }

  async #add(folder: ServerFolder, path: string, name: string): Promise<void> {
    const form = formOf(name)
    try {
      const { text, isWhole } = await readText(folder, path + name)
      if (!form?.fits(text)) return
      this.#files.add(name)
      if (!isWhole) throw new DarkroomError('too-large', say('entryTooLarge', { max: maxMetadataFileBytes }))
      const rows = form.rows(text)
      if (rows.length > maxMetadataRows)
        throw new DarkroomError(
          'too-large',
          say('metadataTooManyRows', { count: rows.length, max: maxMetadataRows }),
        )
      for (const row of rows) {
        const known = this.#rows.get(row.name) ?? []
        known.push({ ...row, file: name, isUsed: false })
        this.#rows.set(row.name, known)
      }
    } catch (error) {
      if (!(error instanceof DarkroomError)) throw error
      this.#files.add(name)
      this.warnings.push({
        type: 'UploadWarning',
        message: 'metadataFileSkipped',
        args: { file: path + name, reason: error.said },
      })
    }
  }
}

function formOf(name: string) {
  return forms.find(({ extension }) => extension.test(name))
}

async function readText(folder: ServerFolder, path: string): Promise<{ text: string; isWhole: boolean }> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of folder.read(path)) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxMetadataFileBytes) break
  }
  return { text: decoded(Buffer.concat(chunks)), isWhole: size <= maxMetadataFileBytes }
}

/** UTF-16 by its byte order mark, UTF-8, or Windows-1252, which spreadsheet programs write too. */
function decoded(bytes: Buffer): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(bytes)
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(bytes)
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes)
}

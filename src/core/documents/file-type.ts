import { extname } from 'node:path/posix'

/** What a file is to the processing of documentation content; the values of `fileTypes` in the Guides API. */
export const fileTypes = ['DITATOPIC', 'DITAMAP', 'MARKDOWN', 'HTML/CSS', 'DITAVAL', 'OTHERS'] as const
export type FileType = (typeof fileTypes)[number]
/** The file types that are parsed as documents. */
export type DocumentType = Exclude<FileType, 'OTHERS'>

/** The content type of DITA files (OASIS DITA 1.3, registered with IANA), without its `format`. */
export const ditaMimeType = 'application/dita+xml'

const byExtension: Readonly<Record<string, DocumentType>> = {
  '.dita': 'DITATOPIC',
  '.ditamap': 'DITAMAP',
  '.bookmap': 'DITAMAP',
  '.md': 'MARKDOWN',
  '.markdown': 'MARKDOWN',
  '.html': 'HTML/CSS',
  '.htm': 'HTML/CSS',
  '.xhtml': 'HTML/CSS',
  '.css': 'HTML/CSS',
  '.ditaval': 'DITAVAL',
}

/** By the extension of its name; a file of another name, such as `.xml`, by the content type that recognition gave it. */
export function fileTypeOf(fileName: string, mimeType: string): FileType {
  const named = byExtension[extname(fileName).toLowerCase()]
  if (named !== undefined) return named
  if (!mimeType.startsWith(ditaMimeType)) return 'OTHERS'
  const format = /;\s*format="?(\w+)/.exec(mimeType)?.[1]
  return format === 'map' ? 'DITAMAP' : format === 'val' ? 'DITAVAL' : 'DITATOPIC'
}

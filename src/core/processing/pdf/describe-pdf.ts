import { describeFile, type FileDescription } from '../metadata/describe-file.ts'
import { readXmpPacket } from '../metadata/xmp-packet.ts'
import type { DocumentInfo } from './page-data.ts'

/**
 * The metadata of a PDF: its XMP packet where it is not compressed, its document information as `pdf.<Name>`, and from
 * that title, author, subject and keywords in `dc` where the packet has none.
 */
export async function describePdf(
  path: string,
  info: DocumentInfo,
  pageCount: number,
  keywords: readonly string[],
): Promise<FileDescription> {
  return describeFile(keywords, await readXmpPacket(path), (record) => {
    for (const [name, text] of Object.entries(info)) record.set(`pdf.${name}`, text)
    record.set('pdf.Pages', String(pageCount))
    if (info.Title !== undefined && !record.has('dc.title')) record.set('dc.title', info.Title)
    if (info.Subject !== undefined && !record.has('dc.description'))
      record.set('dc.description', info.Subject)
    if (info.Author !== undefined && !record.has('dc.creator')) record.setList('dc.creator', [info.Author])
    if (info.Keywords !== undefined && !record.has('dc.subject'))
      record.setList('dc.subject', info.Keywords.split(/[,;]/))
  })
}

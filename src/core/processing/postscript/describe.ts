import { describeFile, type FileDescription } from '../metadata/describe-file.ts'
import { readXmpPacket } from '../metadata/xmp-packet.ts'
import { type DscComments, dscText } from './dsc.ts'

/** Comments that tell about the document, and what they are called in the metadata. */
const told = [
  'Title',
  'Creator',
  'CreationDate',
  'For',
  'Copyright',
  'Pages',
  'LanguageLevel',
  'BoundingBox',
  'HiResBoundingBox',
  'DocumentFonts',
  'DocumentNeededFonts',
  'DocumentProcessColors',
  'DocumentCustomColors',
]

/**
 * The metadata of a PostScript file: its comments as `postscript.<Name>`, its XMP packet, and its title as `dc.title`
 * where the packet has none.
 */
export async function describePostScript(
  path: string,
  comments: DscComments,
  keywords: readonly string[],
): Promise<FileDescription> {
  const packet = await readXmpPacket(path)
  return describeFile(keywords, packet, (record) => {
    for (const name of told) record.set(`postscript.${name}`, dscText(comments.get(name) ?? ''))
    const title = dscText(comments.get('Title') ?? '')
    if (!record.has('dc.title')) record.set('dc.title', title)
  })
}

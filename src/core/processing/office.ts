import { say } from '../messages/messages.ts'
import { describeFile } from './metadata/describe-file.ts'
import type { MetadataRecord } from './metadata/metadata-record.ts'
import type { XmlElement } from './metadata/xml-tree.ts'
import { attributeOf, elementsNamed, partXml, textIn } from './packages/part-xml.ts'
import { type Package, readPackage } from './packages/read-package.ts'
import type { Processor } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'
import { stored } from './stored.ts'

const kinds: ReadonlySet<FileKindName> = new Set(['docx', 'xlsx', 'pptx'])
const corePart = 'docProps/core.xml'
const appPart = 'docProps/app.xml'
const workbookPart = 'xl/workbook.xml'

/** What the core properties (ECMA-376 part 2) are called in the metadata; keywords join `dc.subject`. */
const core: Readonly<Record<string, string>> = {
  title: 'dc.title',
  creator: 'dc.creator',
  description: 'dc.description',
  language: 'dc.language',
  identifier: 'dc.identifier',
  created: 'xmp.CreateDate',
  modified: 'xmp.ModifyDate',
  subject: 'office.Subject',
  category: 'office.Category',
  contentStatus: 'office.ContentStatus',
  lastModifiedBy: 'office.LastModifiedBy',
  lastPrinted: 'office.LastPrinted',
  revision: 'office.Revision',
  version: 'office.Version',
}

/** Extended properties that are kept, as `office.<Name>`. */
const extended = [
  'Pages',
  'Slides',
  'Notes',
  'Words',
  'Characters',
  'Paragraphs',
  'Lines',
  'Company',
  'Manager',
]

/** Keeps Office files, with title, author, keywords and counts as metadata. Damaged ones are kept with a warning. */
export const office: Processor = {
  name: 'office',
  recognise: ({ kind }) => kinds.has(kind),
  process: async (input, probe) => {
    const { path, fileName, options } = input
    const wanted = new Set([corePart, appPart, workbookPart])
    const contents = await readPackage(path, (name) => wanted.has(name)).catch(() => undefined)
    if (!contents) {
      const result = await stored.process(input, probe)
      return {
        ...result,
        warnings: [say('packageUnreadable', { file: fileName })],
      }
    }
    const { metadata, warnings } = describeFile(options.xmpKeywords, undefined, (record) =>
      describe(record, contents),
    )
    const unread = [...contents.parts.keys()].filter((name) => !partXml(contents.parts.get(name)))
    const { assetType, mimeType } = fileKind(probe.kind)
    return {
      assetType,
      mimeType,
      metadata,
      derived: [],
      warnings: [
        ...warnings,
        ...(contents.cut ? [say('descriptionsTooLarge', { file: fileName })] : []),
        ...(unread.length > 0
          ? [say('descriptionsUnreadable', { file: fileName, parts: unread.join(', ') })]
          : []),
      ],
    }
  },
}

function describe(record: MetadataRecord, { parts }: Package): void {
  for (const { local, child } of childrenOf(partXml(parts.get(corePart)))) {
    const text = textIn(child)
    const key = Object.hasOwn(core, local) ? core[local] : undefined
    if (local === 'keywords')
      record.addToList(
        'dc.subject',
        text.split(/[;,]/).map((word) => word.trim()),
      )
    else if (key !== undefined) record.set(key, text)
  }
  for (const { local, child } of childrenOf(partXml(parts.get(appPart)))) {
    if (extended.includes(local)) record.set(`office.${local}`, textIn(child))
    if (local === 'Application') record.set('xmp.CreatorTool', textIn(child))
  }
  const workbook = partXml(parts.get(workbookPart))
  const sheets = workbook
    ? elementsNamed(workbook, 'sheet').map((sheet) => attributeOf(sheet, 'name') ?? '')
    : []
  record.setList('office.Sheets', sheets)
}

function childrenOf(root: XmlElement | undefined): { local: string; child: XmlElement }[] {
  return (root?.children ?? []).map((child) => ({ local: child.local, child }))
}

import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import { readXmlTree, type XmlElement } from '../../processing/metadata/xml-tree.ts'
import { type MetadataRow, metadataRow } from './metadata-files-row.ts'

/** Characters of a parser's message that are shown; it may repeat what it stumbled over. */
const maxReason = 200

/** True when the root element is `metadata`, in no namespace as far as its prefix says. */
export function looksLikeMetadataXml(text: string): boolean {
  return /^\s*(?:<\?[^>]*\?>\s*|<!--(?:[^-]|-[^-])*-->\s*|<!DOCTYPE[^>]*>\s*)*<metadata[\s/>]/.test(text)
}

/**
 * The rows of `<metadata><file name="a.jpg"><field name="dc.title">Red</field></file></metadata>`. Throws `bad-file` for
 * malformed or forbidden XML and for other elements.
 */
export function metadataXmlRows(text: string): MetadataRow[] {
  return childrenNamed(parse(text), 'file').map((file) =>
    metadataRow(
      attribute(file, 'name'),
      childrenNamed(file, 'field').map((field) => [attribute(field, 'name'), field.text]),
    ),
  )
}

function parse(text: string): XmlElement {
  try {
    return readXmlTree(text)
  } catch (error) {
    throw new DarkroomError(
      'bad-file',
      say('metadataXmlUnreadable', { reason: (error as Error).message.slice(0, maxReason) }),
    )
  }
}

function childrenNamed(parent: XmlElement, name: string): readonly XmlElement[] {
  const other = parent.children.find((child) => child.local !== name)
  if (other)
    throw new DarkroomError(
      'bad-file',
      say('metadataXmlElement', { parent: parent.local, child: other.local, expected: name }),
    )
  return parent.children
}

function attribute(element: XmlElement, name: string): string {
  const found = element.attributes.find((candidate) => candidate.local === name && candidate.uri === '')
  if (!found)
    throw new DarkroomError('bad-file', say('metadataXmlAttribute', { element: element.local, name }))
  return found.value
}

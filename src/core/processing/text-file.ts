import { type NestedMessage, say } from '../messages/messages.ts'
import { describeFile } from './metadata/describe-file.ts'
import type { MetadataRecord } from './metadata/metadata-record.ts'
import type { Processor } from './processor.ts'
import { type FileKindName, fileKind } from './recognition/file-kinds.ts'
import { stored } from './stored.ts'
import { lookAtCaptions } from './texts/look-at-captions.ts'
import { lookAtXml } from './texts/look-at-xml.ts'
import { readRtfInfo } from './texts/read-rtf-info.ts'
import { maxTextBytes, readText } from './texts/read-text.ts'

/** Adds what a text tells to the metadata, and returns what is wrong with it. */
type Describe = (record: MetadataRecord, text: string, file: string) => readonly NestedMessage[]

const describers: Readonly<Partial<Record<FileKindName, Describe>>> = {
  xml: describeXml,
  ditaTopic: describeXml,
  ditaMap: describeXml,
  ditaVal: describeXml,
  xsl: describeXml,
  vtt: describeCaptions,
  rtf: describeRtf,
}

/** Keeps documents that are text (XML, XSL, WebVTT, RTF), checked and described. What is wrong with one is a warning. */
export const textFile: Processor = {
  name: 'text-file',
  recognise: ({ kind }) => describers[kind] !== undefined,
  process: async (input, probe) => {
    const { path, fileName, size, options } = input
    const text = await readText(path, size)
    if (text === undefined) {
      const result = await stored.process(input, probe)
      const warning = say('textUnchecked', { file: fileName, size, max: maxTextBytes })
      return { ...result, warnings: [...result.warnings, warning] }
    }
    const faults: NestedMessage[] = []
    const { metadata, warnings } = describeFile(options.xmpKeywords, undefined, (record) => {
      faults.push(...(describers[probe.kind]?.(record, text, fileName) ?? []))
    })
    const { assetType, mimeType } = fileKind(probe.kind)
    return { assetType, mimeType, metadata, derived: [], warnings: [...warnings, ...faults] }
  },
}

function describeXml(record: MetadataRecord, text: string, file: string): NestedMessage[] {
  const { root, namespace, version, fault, entities } = lookAtXml(text)
  record.set('xml.Root', root ?? '')
  record.set('xml.Namespace', namespace)
  if (namespace === 'http://www.w3.org/1999/XSL/Transform') record.set('xml.Version', version ?? '')
  return [
    ...(fault === undefined ? [] : [say('xmlUnreadable', { file, reason: fault })]),
    ...(entities ? [say('xmlEntities', { file })] : []),
  ]
}

function describeCaptions(record: MetadataRecord, text: string, file: string): NestedMessage[] {
  const { cues, seconds, fault } = lookAtCaptions(text)
  record.set('caption.Cues', String(cues))
  record.set('caption.Seconds', String(seconds))
  return fault === undefined ? [] : [say('captionsInvalid', { file, reason: fault })]
}

/** What the fields of an RTF file are called in the metadata; keywords join `dc.subject`. */
const rtfFields: Readonly<Record<string, string>> = {
  title: 'dc.title',
  author: 'dc.creator',
  doccomm: 'dc.description',
  subject: 'rtf.Subject',
  company: 'rtf.Company',
  category: 'rtf.Category',
  operator: 'rtf.Operator',
}

function describeRtf(record: MetadataRecord, text: string, file: string): NestedMessage[] {
  const { info, complete } = readRtfInfo(text)
  for (const [field, key] of Object.entries(rtfFields)) record.set(key, info.get(field) ?? '')
  const keywords = (info.get('keywords') ?? '').split(/[;,]/).map((word) => word.trim())
  record.addToList('dc.subject', keywords)
  return complete ? [] : [say('rtfCut', { file })]
}

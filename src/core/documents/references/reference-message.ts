import type { DocumentMessage } from '../document.ts'
import { repositoryRoot } from '../link-target.ts'
import { type MirrorFolder, mirroredText } from '../mirror-folder.ts'
import type { Reference } from './reference.ts'

const names: Readonly<Record<Reference['kind'], string>> = {
  topic: 'the topic',
  map: 'the map',
  reltable: 'the topic',
  topickey: 'the key',
  link: 'the link',
  image: 'the image',
  object: 'the file',
  conref: 'the conref',
  keyref: 'the key',
  conkeyref: 'the conkeyref',
  style: 'the style sheet',
}

/** What is wrong with a broken reference. */
export function brokenMessage(reference: Reference, mirror: MirrorFolder | undefined): DocumentMessage {
  const what = mirroredText(mirror, problem(reference, mirror))
  return { severity: 'WARN', text: `${shown(reference)} ${what}.` }
}

/** That a reference which was broken is so no more. */
export function mendedMessage(reference: Reference): DocumentMessage {
  return { severity: 'INFO', text: `${shown(reference)} leads to its target again.` }
}

function shown({ lines, kind, raw }: Reference): string {
  const more = lines.length > 5 ? ', ...' : ''
  const where = `${lines.length > 1 ? 'Lines' : 'Line'} ${lines.slice(0, 5).join(', ')}${more}`
  return `${where}: ${names[kind]} "${raw.length > 300 ? `${raw.slice(0, 300)}...` : raw}"`
}

function problem(
  { reason, path, wantedId, fragment, detail }: Reference,
  mirror: MirrorFolder | undefined,
): string {
  const target = path === undefined ? 'this document' : `${repositoryRoot}${path}`
  if (reason === 'file') {
    const missing = detail === '' ? target : `${repositoryRoot}${detail}`
    const isMirrored = mirror !== undefined && missing.startsWith(`${repositoryRoot}${mirror.folder}`)
    return `leads to ${missing}, which is not ${isMirrored ? 'among what was fetched' : 'there'}`
  }
  if (reason === 'outside') return 'leads out of the repository'
  if (reason === 'id')
    return `leads to the id "${wantedId ?? fragment ?? ''}", which its target does not have`
  if (reason === 'unreadable')
    return `leads to the id "${wantedId ?? fragment ?? ''}" of a document that can not be read`
  if (reason === 'key') return `is not defined in ${detail}`
  return `is part of a circle (${detail})`
}

import type { ParsedDocument } from '../parsed-document.ts'
import { type ElementKind, type ModelGroup, placeOf } from './element-kind.ts'

/** An element whose end has not come yet. */
export interface OpenElement {
  kind: ElementKind
  name: string
  line: number
  /** The group of its model that its last child belonged to. */
  place: number
  /** Bit n: its model's group n was there. */
  seen: number
  /** It takes its content from elsewhere, so nothing has to be in it. */
  borrowed: boolean
}

/** Compares a child with what its parent may hold. */
export function checkChild(
  document: ParsedDocument,
  parent: OpenElement,
  kind: ElementKind,
  name: string,
  line: number,
): void {
  const { groups } = parent.kind
  if (groups === undefined) {
    if (kind.parents !== undefined && !kind.parents.has(parent.kind.name) && parent.kind.base !== '')
      refuse(document, parent, name, line, kind.parents)
    return
  }
  if (kind.floats || kind.base === '') return
  const place = placeOf(parent.kind, kind, parent.place)
  const group = groups[place]
  if (group === undefined || (kind.parents?.has(parent.kind.name) === false && !group.names.has(kind.name))) {
    refuse(document, parent, name, line, kind.parents)
    return
  }
  if (place < parent.place) {
    const later = groups[parent.place]?.text.replace('~', 'other content') ?? ''
    document.say('WARN', `Line ${line}: <${name}> has to come before ${later} in <${parent.name}>.`)
    return
  }
  const bit = 1 << place
  if (group.max === 1 && (parent.seen & bit) !== 0)
    document.say('WARN', `Line ${line}: <${parent.name}> may have only one ${group.text}.`)
  parent.seen |= bit
  parent.place = place
}

/** Sees that an element had all that it must hold. */
export function checkEnd(document: ParsedDocument, element: OpenElement): void {
  const { groups } = element.kind
  if (groups === undefined || element.borrowed) return
  for (let at = 0; at < groups.length; at++) {
    const group = groups[at] as ModelGroup
    if (group.min === 1 && (element.seen & (1 << at)) === 0)
      document.say('WARN', `Line ${element.line}: <${element.name}> has no ${group.text}.`)
  }
}

function refuse(
  document: ParsedDocument,
  parent: OpenElement,
  name: string,
  line: number,
  parents: ReadonlySet<string> | undefined,
): void {
  const where = parents && parents.size > 0 ? `; it belongs in ${[...parents].slice(0, 6).join(', ')}` : ''
  document.say('WARN', `Line ${line}: <${name}> is not allowed in <${parent.name}>${where}.`)
}

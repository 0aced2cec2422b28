import { linkTarget } from '../link-target.ts'
import type { ParsedDocument, ReferenceKind } from '../parsed-document.ts'
import type { Attributes } from './dita-metadata.ts'
import type { ElementKind } from './element-kind.ts'

/** Where in a document an element stands. */
export interface ElementPlace {
  readonly line: number
  /** Of the document. */
  readonly folder: string
  /** Of the topic around it; empty: none. */
  readonly topicId: string
  readonly inRelTable: boolean
  /** Of the map around it, as attributes of maps cascade. */
  readonly scope: string | undefined
  /** Ids of the elements around it and its own. */
  readonly holders: () => readonly string[]
}

const isMap = /\.(ditamap|bookmap)$/i
const maps: ReadonlySet<string> = new Set([
  'mapref',
  'schemeref',
  'learningGroupMapRef',
  'learningObjectMapRef',
])

/** Adds the references that the attributes of an element make, and the keys that they define. */
export function addReferences(
  document: ParsedDocument,
  kind: ElementKind,
  attributes: Attributes,
  place: ElementPlace,
): void {
  const { href, conref, conrefend, conkeyref, keyref, keys, keyscope, data, imageref, mapref, longdescref } =
    attributes
  const external = place.scope === 'external' || place.scope === 'peer'
  let reference: number | undefined
  if (href !== undefined && !external)
    reference = addLink(document, kindOfHref(kind, attributes, place), href, place)
  if (conref !== undefined) addLink(document, 'conref', conref, place)
  if (conrefend !== undefined) addLink(document, 'conref', conrefend, place)
  if (conkeyref !== undefined) addKeyReference(document, 'conkeyref', conkeyref, place)
  if (keyref !== undefined)
    addKeyReference(
      document,
      kind.base === 'topicref' && href === undefined ? 'topickey' : 'keyref',
      keyref,
      place,
    )
  if (data !== undefined && kind.base === 'object') addLink(document, 'object', data, place)
  if (imageref !== undefined) addLink(document, 'image', imageref, place)
  if (longdescref !== undefined) addLink(document, 'object', longdescref, place)
  if (mapref !== undefined && kind.base === 'navref') addLink(document, 'object', mapref, place)
  if (keys !== undefined && kind.base === 'topicref')
    for (const name of words(keys)) document.addKey({ name, isScope: false, reference })
  if (keyscope !== undefined)
    for (const name of words(keyscope)) document.addKey({ name, isScope: true, reference: undefined })
}

function kindOfHref(
  kind: ElementKind,
  { format, href = '' }: Attributes,
  place: ElementPlace,
): ReferenceKind {
  if (kind.base === 'image') return 'image'
  if (kind.base !== 'topicref') return kind.base === 'object' ? 'object' : 'link'
  if (format === 'ditamap' || (format === undefined && (maps.has(kind.name) || isMap.test(href))))
    return 'map'
  if (kind.name === 'ditavalref') return 'object'
  return place.inRelTable ? 'reltable' : 'topic'
}

function addLink(
  document: ParsedDocument,
  kind: ReferenceKind,
  raw: string,
  { line, folder, topicId, holders }: ElementPlace,
): number | undefined {
  // In a conref that is pushed, or of an element that gets its attributes from elsewhere.
  if (raw === '-dita-use-conref-target') return undefined
  const target = linkTarget(raw, folder)
  if (target === undefined) return undefined
  if (target.path === undefined && target.fragment === undefined) {
    document.say('WARN', `Line ${line}: a reference is empty.`)
    return undefined
  }
  const { path, fragment } = target
  return document.addReference({
    kind,
    raw,
    line,
    path,
    fragment: path === undefined && fragment?.startsWith('./') ? `${topicId}${fragment.slice(1)}` : fragment,
    key: undefined,
    holders: kind === 'conref' ? holders() : undefined,
  })
}

function addKeyReference(
  document: ParsedDocument,
  kind: ReferenceKind,
  raw: string,
  { line, holders }: ElementPlace,
): void {
  if (raw === '-dita-use-conref-target') return
  const slash = raw.indexOf('/')
  const key = (slash < 0 ? raw : raw.slice(0, slash)).trim()
  const fragment = slash < 0 ? undefined : raw.slice(slash + 1).trim()
  if (key === '') {
    document.say('WARN', `Line ${line}: a key reference names no key.`)
    return
  }
  const around = kind === 'conkeyref' ? holders() : undefined
  document.addReference({ kind, raw, line, path: undefined, fragment, key, holders: around })
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '')
}

import type { ElementKind } from './element-kind.ts'

export type Attributes = Readonly<Record<string, string>>

/** Where the text of an element goes; the names are element names of the prolog, of a map's topicmeta and of bookmeta. */
const textKeys: Readonly<Record<string, string>> = {
  author: 'dc.creator',
  source: 'dc.source',
  publisher: 'dc.publisher',
  copyrholder: 'dc.rights',
  keyword: 'dc.subject',
  category: 'dita.Category',
  prodname: 'dita.ProdName',
  brand: 'dita.Brand',
  series: 'dita.Series',
  platform: 'dita.Platform',
  prognum: 'dita.ProgNum',
  component: 'dita.Component',
  featnum: 'dita.FeatNum',
}

/** What attributes of an element say, as pairs of key and text. */
const attributeKeys: Readonly<
  Record<string, (attributes: Attributes) => readonly (readonly [string, string | undefined])[]>
> = {
  audience: ({ type, othertype, job, otherjob, experiencelevel, name }) => [
    ['dita.Audience', name ?? (type === 'other' ? othertype : type)],
    ['dita.AudienceJob', job === 'other' ? otherjob : job],
    ['dita.AudienceExperience', experiencelevel],
  ],
  othermeta: ({ name, content }) =>
    name !== undefined && /^[\w.-]{1,100}$/.test(name)
      ? [[`othermeta.${name}`, content]]
      : [['dita.OtherMeta', `${name ?? ''}=${content ?? ''}`]],
  vrm: ({ version, release, modification }) => [
    ['dita.Version', [version, release, modification].filter((part) => part !== undefined).join('.')],
  ],
  created: ({ date }) => [['dita.Created', date]],
  revised: ({ modified }) => [['dita.Revised', modified]],
  permissions: ({ view }) => [['dita.Permissions', view]],
  resourceid: ({ id, appid }) => [['dita.ResourceId', appid ?? id]],
  copyryear: ({ year }) => [['dita.CopyrightYear', year]],
}

/** The metadata key of an element's text; undefined: its text is none. */
export function keyOfText({ name, base }: ElementKind): string | undefined {
  return textKeys[name] ?? textKeys[base]
}

/** Tells `add` what an element says with its attributes. */
export function readAttributes(
  kind: ElementKind,
  attributes: Attributes,
  add: (key: string, text: string) => void,
): void {
  for (const [key, text] of attributeKeys[kind.base]?.(attributes) ?? [])
    if (text !== undefined) add(key, text)
}

import { extname } from 'node:path/posix'
import type { CatalogueEntry } from '../publishing/catalogue.queries.ts'
import { adaptiveSetSubTypes, videoTypes } from '../publishing/published-types.ts'
import type { ShownMember } from './set-members.ts'
import type { SetNode } from './set-node.ts'
import { smartCropNodes } from './smart-crop-nodes.ts'

/** An entry with what is in it; nothing in it when it is no set. */
export interface ShownEntry {
  readonly entry: CatalogueEntry
  readonly members: readonly (ShownMember & { readonly inside: readonly ShownMember[] })[]
}

/** The types of media set replies. */
export type SetKind = 'img' | 'video' | 'img_set' | 'spin' | 'ecat' | 'media_set' | 'video_set'

/** What kind of set an entry is, by its IPS type; of one that is no set, what it shows. */
export function setKind({ type, sub_type, served_as }: CatalogueEntry): SetKind {
  if (served_as !== 'set') return isOneOf(videoTypes, type) ? 'video' : 'img'
  if (type === 'SpinSet') return 'spin'
  if (type === 'Catalog') return 'ecat'
  if (type !== 'AssetSet') return 'img_set'
  return isOneOf(adaptiveSetSubTypes, sub_type ?? '') ? 'video_set' : 'media_set'
}

/**
 * The reply of `req=set`: a `set` with one `item` for each member (of a page set, for each page), with its picture (`i`), swatch (`s`), or
 * video (`v`). A single picture or video is a set of itself, with a `relation` for each of its smart crops.
 * @param root the company's root folder, without a slash
 */
export function setTree(root: string, { entry, members }: ShownEntry): SetNode {
  const kind = setKind(entry)
  const set = (children: readonly SetNode[]): SetNode => ({
    name: 'set',
    attributes: { pv: '1.0', type: kind, n: `${root}/${entry.name}` },
    children,
  })
  if (kind === 'img' || kind === 'video') return set([itemOf(root, [entry]), ...smartCropNodes(root, entry)])
  if (kind === 'ecat') return set(pagesOf(members).map((page) => itemOf(root, page)))
  if (kind !== 'media_set') return set(members.map((member) => itemOf(root, [member.entry])))
  return set(members.map((member) => mediaItem(root, member)))
}

function mediaItem(root: string, { entry, inside }: ShownEntry['members'][number]): SetNode {
  const kind = setKind(entry)
  if (entry.served_as !== 'set') {
    const item = itemOf(root, [entry])
    return { ...item, attributes: { type: kind, ...item.attributes } }
  }
  const inner = setTree(root, { entry, members: inside.map((member) => ({ ...member, inside: [] })) })
  const swatch = inside.find((member) => member.entry.served_as !== 'content')?.entry
  return {
    name: 'item',
    attributes: { type: kind },
    children: [...(swatch ? [node('s', { n: `${root}/${swatch.name}` })] : []), inner],
  }
}

/** The members page by page; those that begin no new page stand beside the one before. */
function pagesOf(members: ShownEntry['members']): CatalogueEntry[][] {
  const pages: CatalogueEntry[][] = []
  for (const { entry, pageReset } of members) {
    const page = pages.at(-1)
    if (page && !pageReset) page.push(entry)
    else pages.push([entry])
  }
  return pages
}

function itemOf(root: string, entries: readonly CatalogueEntry[]): SetNode {
  const [first] = entries
  const sizes: Readonly<Record<string, string>> = first?.image
    ? { dx: String(first.image.width), dy: String(first.image.height) }
    : {}
  const version: Readonly<Record<string, string>> = first
    ? { iv: `${first.asset_id}.${first.asset_version}` }
    : {}
  const shown = entries.map((entry) =>
    setKind(entry) === 'video' ? videoNode(root, entry) : node('i', { n: `${root}/${entry.name}` }),
  )
  const swatch = first && first.served_as !== 'content' ? [node('s', { n: `${root}/${first.name}` })] : []
  return { name: 'item', attributes: { ...sizes, ...version }, children: [...shown, ...swatch] }
}

function videoNode(root: string, entry: CatalogueEntry): SetNode {
  return node('v', {
    path: `${root}/${entry.path}`,
    id: `${root}/${entry.name}`,
    suffix: extname(entry.path).slice(1),
    ...(entry.image && { dx: String(entry.image.width), dy: String(entry.image.height) }),
  })
}

function node(name: string, attributes: Readonly<Record<string, string>>): SetNode {
  return { name, attributes, children: [] }
}

/**
 * The set as one line, as image catalogues keep it: members with commas between them, pages of one view with colons; of a
 * media set `<id>;<swatch>;<type>`. What separates is percent-encoded in names. Empty for what is no set.
 */
export function setLine(root: string, { entry, members }: ShownEntry): string {
  const id = (member: CatalogueEntry) => `${root}/${member.name}`.replace(/[%,;:{}()]/g, encodeCharacter)
  const kind = setKind(entry)
  if (entry.served_as !== 'set') return ''
  if (kind === 'ecat')
    return pagesOf(members)
      .map((page) => page.map(id).join(':'))
      .join(',')
  if (kind !== 'media_set') return members.map((member) => id(member.entry)).join(',')
  return members
    .map((member) => {
      const inside = member.inside.find(({ entry }) => entry.served_as !== 'content')?.entry
      return `${id(member.entry)};${id(inside ?? member.entry)};${setKind(member.entry)}`
    })
    .join(',')
}

function encodeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
}

function isOneOf(names: readonly string[], name: string): boolean {
  return names.includes(name)
}

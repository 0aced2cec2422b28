import type { LayerNaming } from '../options/option-types.ts'
import type { LayerNode } from './layer-tree.ts'

/** A layer that becomes an image. */
export interface NumberedLayer {
  readonly node: LayerNode
  /** Its place among all layers of the file, groups not counted; 1 is the lowest. */
  readonly number: number
  /** See GeneratedAsset: Photoshop's number of it where it has one, because that stays when others are added. */
  readonly part: string
}

export interface LayerName {
  /** Below the file's folder, with a closing slash; empty: beside the file. */
  readonly folder: string
  /** Without extension; no other layer of the file has it in that folder. */
  readonly name: string
}

/** Photoshop's own names say nothing; such layers are called by their numbers. */
const defaultName = /^(background|layer \d+)$/i
const maxPartLength = 100

/**
 * What the images of layers are called (facts: Photoshop options of uploads). `LayerName`: by the layer.
 * `AppendName`: file, `_`, layer. `AppendNumber`: file, `_`, number from the bottom. `Folders`: by the layer, in a folder of
 * the file's name that has the document's groups as folders. Where two would have one name, `_2`, `_3`, ... is added.
 */
export function layerNames(
  layers: readonly NumberedLayer[],
  psdName: string,
  naming: LayerNaming,
): ReadonlyMap<LayerNode, LayerName> {
  const psd = legalName(psdName) || 'psd'
  const taken = new Set<string>()
  const names = new Map<LayerNode, LayerName>()
  for (const { node, number } of layers) {
    const own = ownName(node, number)
    const folder = naming === 'Folders' ? folderOf(node, psd) : ''
    const wanted =
      naming === 'AppendNumber' ? `${psd}_${number}` : naming === 'AppendName' ? `${psd}_${own}` : own
    let name = wanted
    for (let n = 2; taken.has(`${folder}${name}`.toLowerCase()); n++) name = `${wanted}_${n}`
    taken.add(`${folder}${name}`.toLowerCase())
    names.set(node, { folder, name })
  }
  return names
}

function ownName({ record }: LayerNode, number: number): string {
  const name = legalName(record.name)
  return name === '' || defaultName.test(name) ? String(number) : name
}

function folderOf({ groups }: LayerNode, psd: string): string {
  const parts = groups.map((group) => legalName(group.record.name) || `Group ${group.number}`)
  return `${[psd, ...parts].join('/')}/`
}

/** A text as a part of a path and of an image's address: without what systems, URLs and templates take for their own. */
export function legalName(text: string): string {
  return text
    .normalize('NFC')
    .toWellFormed()
    .replace(/[\p{C}/\\:*?"<>|,;&=%#$+{}()[\]^`~'!@]+/gu, '_')
    .replace(/\s+/g, ' ')
    .replace(/^[\s._]+|[\s._]+$/g, '')
    .slice(0, maxPartLength)
    .toWellFormed()
    .trim()
}

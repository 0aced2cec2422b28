import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { GeneratedFile } from '../generated-asset.ts'
import { image } from '../image.ts'
import { MetadataRecord } from '../metadata/metadata-record.ts'
import type { ProcessorInput, ProcessorResult } from '../processor.ts'
import { anchorPoint } from './anchor.ts'
import { blendModeOf } from './blend-mode.ts'
import type { LayerChoices } from './layer-choices.ts'
import { writeLayerImage } from './layer-image.ts'
import type { LayerName, NumberedLayer } from './layer-names.ts'
import { areaOf, type Rect } from './layer-record.ts'
import type { LayerSource } from './layer-source.ts'
import { isHidden, opacities } from './template.ts'

/** A layer that became an image. */
export interface LayerAsset extends NumberedLayer {
  readonly file: GeneratedFile
  /** Where the image lies in the document. */
  readonly rect: Rect
  /** In pixels of the image. */
  readonly anchor: { readonly x: number; readonly y: number }
  readonly warnings: readonly NestedMessage[]
}

/** Makes one layer's image in a folder of its own. Throws what the image processor throws. */
export async function makeLayerAsset(
  input: ProcessorInput,
  source: LayerSource,
  layer: NumberedLayer,
  name: LayerName,
  choices: LayerChoices,
): Promise<LayerAsset> {
  const { node, number } = layer
  const { rect, warnings } = pictureRect(input, source, layer, choices)
  const workFolder = join(input.workFolder, `layer-${number}`)
  await mkdir(workFolder)
  const path = join(workFolder, 'layer.tif')
  await writeLayerImage(source, node, rect, path)
  const made = await processTiff({ ...input, workFolder, options: layerOptions(input) }, path)
  await rm(path)
  const [width, height] = [rect.right - rect.left, rect.bottom - rect.top]
  const anchor = choices.anchor && anchorPoint(choices.anchor, width, height)
  const text = choices.extractText ? source.facts(node).text : undefined
  const record = new MetadataRecord()
  record.set('photoshop.LayerName', node.record.name)
  if (text) record.set('photoshop.LayerText', text.text)
  return {
    ...layer,
    rect,
    anchor: anchor ?? { x: 0, y: 0 },
    warnings: [...warnings, ...made.warnings],
    file: {
      kind: 'file',
      part: layer.part,
      fileName: `${name.name}.tif`,
      folder: name.folder,
      engine: 'PhotoshopLayers',
      assetType: 'Image',
      mimeType: 'image/tiff',
      attributes: attributesOf(source, layer, rect, choices),
      metadata: { ...made.metadata, ...record.toRecord() },
      ...(made.image && { image: { ...made.image, ...(anchor && { anchor }) } }),
      derived: made.derived,
    },
  }
}

/** Hands a TIFF of ours to the processor of images. */
export async function processTiff(input: ProcessorInput, path: string): Promise<ProcessorResult> {
  const { size } = await stat(path)
  return await image.process({ ...input, path, size }, { kind: 'tiff', head: Buffer.alloc(0), warnings: [] })
}

/** What changes the shape of a picture is for the whole document; the rest is for its layers too. */
function layerOptions({ options }: ProcessorInput): ProcessorInput['options'] {
  const { createMask, xmpKeywords, unsharpMaskOptions, colorManagement } = options
  return {
    createMask,
    xmpKeywords,
    ...(unsharpMaskOptions && { unsharpMaskOptions }),
    ...(colorManagement && { colorManagement }),
  }
}

function pictureRect(
  { limits }: ProcessorInput,
  { psd, facts }: LayerSource,
  { node }: NumberedLayer,
  { extendLayers }: LayerChoices,
): { readonly rect: Rect; readonly warnings: readonly NestedMessage[] } {
  const document: Rect = { left: 0, top: 0, right: psd.header.width, bottom: psd.header.height }
  const rect = facts(node).rect
  if (extendLayers || !rect) return { rect: document, warnings: [] }
  if (areaOf(rect) <= limits.maxPixels) return { rect, warnings: [] }
  const warning = say('layerCutToDocument', {
    layer: node.record.name,
    pixels: areaOf(rect),
    max: limits.maxPixels,
  })
  return { rect: document, warnings: [warning] }
}

function attributesOf(
  { psd, facts }: LayerSource,
  { node, number }: NumberedLayer,
  rect: Rect,
  { anchor, extractText }: LayerChoices,
): Record<string, string> {
  const { record, groups } = node
  const [width, height] = [rect.right - rect.left, rect.bottom - rect.top]
  const [opacity, fillOpacity] = opacities(node)
  const point = anchor && anchorPoint(anchor, width, height)
  const text = extractText ? facts(node).text : undefined
  const [first] = text?.runs ?? []
  return {
    layerName: record.name,
    layerNumber: String(number),
    ...(groups.length > 0 && { layerGroup: groups.map((group) => group.record.name).join('/') }),
    left: String(rect.left),
    top: String(rect.top),
    width: String(width),
    height: String(height),
    documentWidth: String(psd.header.width),
    documentHeight: String(psd.header.height),
    opacity: String(opacity),
    fillOpacity: String(fillOpacity),
    blendMode: blendModeOf(record.blendKey).name,
    visible: String(!isHidden(node)),
    ...(anchor && point && { anchor, anchorX: String(point.x), anchorY: String(point.y) }),
    ...(text &&
      first && {
        text: text.text,
        ...(first.font !== undefined && { font: first.font }),
        fontSize: String(Math.round(first.size * 100) / 100),
        color: first.color.map((value) => value.toString(16).padStart(2, '0')).join(''),
      }),
  }
}

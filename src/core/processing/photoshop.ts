import { mkdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path/posix'
import { assetNameOf } from '../assets/target-path.ts'
import { DarkroomError } from '../errors.ts'
import { eachOnce, type NestedMessage, say } from '../messages/messages.ts'
import type { GeneratedAsset } from './generated-asset.ts'
import { imageFailure } from './image/image-failure.ts'
import { MetadataRecord } from './metadata/metadata-record.ts'
import { readMetadata } from './metadata.ts'
import { writeComposition } from './photoshop/compose.ts'
import { openDocument, type PsdDocument } from './photoshop/document.ts'
import { type LayerAsset, makeLayerAsset, processTiff } from './photoshop/layer-assets.ts'
import { type LayerChoices, layerChoices } from './photoshop/layer-choices.ts'
import { type LayerFacts, readLayerFacts } from './photoshop/layer-facts.ts'
import { layerNames, legalName, type NumberedLayer } from './photoshop/layer-names.ts'
import { LayerPlanes } from './photoshop/layer-planes.ts'
import type { LayerSource } from './photoshop/layer-source.ts'
import { everyNode } from './photoshop/layer-tree.ts'
import { drawingWarnings, layerWarnings, templateWarnings } from './photoshop/layer-warnings.ts'
import { hasMergedImage, writeMergedImage } from './photoshop/merged-image.ts'
import { modeWarnings } from './photoshop/mode-warnings.ts'
import { makeTemplate } from './photoshop/template-asset.ts'
import type { Processor, ProcessorInput, ProcessorResult } from './processor.ts'
import { fileKind } from './recognition/file-kinds.ts'

/** Turns Photoshop files (PSD and PSB) into their merged picture, and into images of their layers where asked for. */
export const photoshop: Processor = {
  name: 'photoshop',
  recognise: ({ kind }) => kind === 'psd',
  process: async (input) => {
    const scratch = join(input.workFolder, 'photoshop')
    await mkdir(scratch)
    try {
      return await processPhotoshop(input, scratch)
    } catch (thrown) {
      input.signal.throwIfAborted()
      throw imageFailure(thrown, input.fileName)
    } finally {
      await rm(scratch, { recursive: true, force: true })
    }
  },
}

async function processPhotoshop(input: ProcessorInput, scratch: string): Promise<ProcessorResult> {
  const { path, fileName: name, size, limits, options, signal } = input
  const psd = await openDocument({ path, name, size }, limits, scratch, signal)
  const planes = new LayerPlanes(psd)
  try {
    const choices = layerChoices(options.photoshopOptions)
    const merged = hasMergedImage(psd)
    const known = choices || !merged ? await readLayerFacts(psd) : new Map<number, LayerFacts>()
    const facts: LayerSource['facts'] = ({ number }) =>
      known.get(number) ?? { hasEffects: false, damaged: false }
    const source = { psd, planes, facts }

    const own = await makePicture(input, source, merged, join(scratch, 'picture.tif'))
    const layers = choices ? await makeLayers(input, source, choices) : { generated: [], warnings: [] }
    const described = readMetadata(psd.resources, options.xmpKeywords)
    return {
      ...own,
      assetType: fileKind('psd').assetType,
      mimeType: fileKind('psd').mimeType,
      ...(own.image && { image: { ...own.image, format: 'psd', ...lab(psd) } }),
      metadata: { ...own.metadata, ...described.metadata, ...(choices?.extractText ? texts(source) : {}) },
      ...(options.photoshopOptions && { generated: layers.generated }),
      warnings: [
        ...eachOnce([
          ...psd.resources.warnings,
          ...modeWarnings(psd.header, name),
          ...(merged ? [] : composedWarnings(source, name)),
          ...described.warnings,
          ...own.warnings,
          ...layers.warnings,
        ]),
      ],
    }
  } finally {
    await planes.close()
    await psd.file.close()
  }
}

/** The document's own picture: as Photoshop merged it, or put together from the layers where it did not. */
async function makePicture(
  input: ProcessorInput,
  source: LayerSource,
  merged: boolean,
  path: string,
): Promise<ProcessorResult> {
  const { psd, facts, planes } = source
  if (merged) await writeMergedImage(psd, path)
  else {
    if (![...everyNode(psd.layers)].some((node) => facts(node).rect))
      throw new DarkroomError('bad-file', say('psdNoPicture', { file: input.fileName }))
    await writeComposition(source, path)
    await planes.close()
  }
  const drawn = psd.header.mode === 'indexed' || psd.header.mode === 'bitmap'
  const own = await processTiff({ ...input, ...(drawn && { lossless: true }) }, path)
  await rm(path)
  return own
}

async function makeLayers(
  input: ProcessorInput,
  source: LayerSource,
  choices: LayerChoices,
): Promise<{ readonly generated: GeneratedAsset[]; readonly warnings: readonly NestedMessage[] }> {
  const { psd, facts, planes } = source
  const numbered = numberedLayers(psd).filter(({ node }) => facts(node).rect)
  const psdName = assetNameOf(basename(input.fileName))
  const names = layerNames(numbered, psdName, choices.naming)
  const made: LayerAsset[] = []
  for (const [i, layer] of numbered.entries()) {
    input.signal.throwIfAborted()
    const name = names.get(layer.node) ?? { folder: '', name: String(layer.number) }
    made.push(await makeLayerAsset(input, source, layer, name, choices))
    await planes.close()
    input.progress((i + 1) / numbered.length)
  }
  const template = choices.createTemplate
    ? makeTemplate(source, made, choices, `${(legalName(psdName) || 'psd').replaceAll('.', '_')}_template`)
    : undefined
  return {
    generated: [...made.map(({ file }) => file), ...(template ? [template] : [])],
    warnings: [
      ...layerWarnings(psd.layers, facts),
      ...made.flatMap(({ warnings }) => warnings),
      ...(template ? templateWarnings(psd.layers, made, facts, choices) : []),
    ],
  }
}

function composedWarnings({ psd, facts }: LayerSource, name: string): NestedMessage[] {
  return [say('psdComposed', { file: name }), ...drawingWarnings([...everyNode(psd.layers)], facts)]
}

function numberedLayers({ layers }: PsdDocument): NumberedLayer[] {
  const used = new Set<number>()
  const all = [...everyNode(layers)].filter(({ children }) => !children)
  return all.map((node, i) => {
    const { id } = node.record
    const own = id !== undefined && !used.has(id)
    if (own) used.add(id)
    return { node, number: i + 1, part: own ? `layer-${id}` : `layer-n${i + 1}` }
  })
}

/** The facts of a picture tell the colours of its file; Lab is the one that its pyramid has not. */
function lab({ header }: PsdDocument): { colorSpace?: string } {
  return header.mode === 'lab' ? { colorSpace: 'Lab' } : {}
}

/** The texts of all text layers, for searching. */
function texts({ psd, facts }: LayerSource): Record<string, string> {
  const found = [...everyNode(psd.layers)].flatMap((node) => facts(node).text?.text ?? [])
  const record = new MetadataRecord()
  record.setList('photoshop.TextLayers', found)
  return record.toRecord()
}

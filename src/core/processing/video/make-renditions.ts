import { say } from '../../messages/messages.ts'
import type { GeneratedAsset, GeneratedFile } from '../generated-asset.ts'
import type { AvsEncoding, MediaProcessing, VideoEncoding } from '../options/option-types.ts'
import { setsForShape } from './adaptive/shape.ts'
import { encodeSound, isSoundOnly } from './encode-sound.ts'
import { makeSet, planSet } from './make-adaptive-set.ts'
import { mediaMetadata } from './media-metadata.ts'
import { renditionName } from './rendition-name.ts'
import { removeSamples, smartCrop, takeSamples } from './smart-crop.ts'
import { carryOut, freePart, type PlannedRendition, planOf, type VideoWork } from './video-work.ts'
import { WorkDone } from './work-done.ts'

/** Everything that `mediaOptions` makes of a video: encodings, adaptive sets and crops, in this order. */
export async function makeRenditions(work: VideoWork, media: MediaProcessing): Promise<GeneratedAsset[]> {
  const { facts, warnings, input } = work
  const used = new Set<string>()
  const silent = media.encodings.filter((encoding) => isSoundOnly(encoding) && !facts.audio)
  for (const { name } of silent) warnings.push(say('encodingNoSound', { name }))
  const sounds = media.encodings.filter((encoding) => isSoundOnly(encoding) && facts.audio)
  const encodings = media.encodings
    .filter((encoding) => !isSoundOnly(encoding))
    .map((encoding) => planOf(work, 'encoding', encoding, used))
  const isEmpty = ({ videoEncodingArray }: AvsEncoding) => videoEncodingArray.items.length === 0
  for (const { name } of media.adaptiveSets.filter(isEmpty)) warnings.push(say('adaptiveSetEmpty', { name }))
  const wanted = media.adaptiveSets.filter((set) => !isEmpty(set))
  const { chosen, warnings: shapes } = setsForShape(wanted, facts.video)
  warnings.push(...shapes)
  const sets = chosen.map((set, i) => planSet(work, set, i, used))
  const crops = await planCrops(work, media, used)

  const passes = (list: readonly PlannedRendition[]) =>
    list.reduce((sum, { plan }) => sum + (plan.twoPass ? 2 : 1), 0)
  const all = [...encodings, ...sets.flatMap(({ renditions }) => renditions), ...crops]
  const done = new WorkDone(input.progress, work.seconds, passes(all) + sounds.length)
  const generated: GeneratedAsset[] = []
  for (const planned of encodings) generated.push((await carryOut(work, planned, done)).asset)
  for (const encoding of sounds) generated.push(await makeSound(work, encoding, used, done))
  for (const planned of sets) generated.push(...(await makeSet(work, planned, media.excludeMaster, done)))
  for (const planned of crops) generated.push((await carryOut(work, planned, done)).asset)
  const { others } = facts
  if (generated.length > 0 && others.length > 0)
    warnings.push(say('otherStreams', { streams: others.slice(0, 20).join(', ') }))
  return generated
}

/** Renditions that show a part of each frame, in the size of the source. */
async function planCrops(
  work: VideoWork,
  media: MediaProcessing,
  used: Set<string>,
): Promise<PlannedRendition[]> {
  const shapes = media.smartCrops.filter(({ width, height }) => width > 0 && height > 0)
  if (shapes.length < media.smartCrops.length) work.warnings.push(say('videoCropEmpty'))
  const rate = media.smartCropSampleRate
  if (rate !== undefined && rate < 0) work.warnings.push(say('videoCropRate', { rate }))
  if (shapes.length === 0) return []
  const { tools, source, facts, seconds, input } = work
  const samples = await takeSamples(tools, source, facts.video, seconds, input.workFolder, rate)
  const planned: PlannedRendition[] = []
  for (const shape of shapes) {
    const name = `${shape.width}x${shape.height}`
    const encoding: VideoEncoding = {
      name: `crop ${name}`,
      fileSuffix: `-${name}`,
      videoBitrate: 0,
      audioBitrate: 128,
    }
    const crop = await smartCrop(facts.video, samples, shape, input.signal)
    planned.push(planOf(work, 'crop', encoding, used, { crop }))
  }
  await removeSamples(samples)
  return planned
}

async function makeSound(
  { input, tools, source, facts, warnings }: VideoWork,
  encoding: VideoEncoding,
  used: Set<string>,
  done: WorkDone,
): Promise<GeneratedFile> {
  return await soundAsset(
    { input, tools, source, facts, warnings },
    encoding,
    freePart(`sound${encoding.fileSuffix}`, used),
    done,
  )
}

/** The asset of a rendition without video. */
export async function soundAsset(
  {
    input,
    tools,
    source,
    facts,
    warnings,
  }: Pick<VideoWork, 'input' | 'tools' | 'source' | 'warnings'> & {
    readonly facts: VideoWork['facts'] | Omit<VideoWork['facts'], 'video'>
  },
  encoding: VideoEncoding,
  part: string,
  done: WorkDone,
): Promise<GeneratedFile> {
  const { workFolder, fileName } = input
  const target = { workFolder, name: part, fileName }
  const sound = await encodeSound(tools, source, facts, encoding, target, done.nextPass())
  const { fileName: wanted, warnings: named } = renditionName(fileName, encoding, 'mp4')
  warnings.push(...sound.warnings, ...named)
  return {
    ...{ kind: 'file', assetType: 'Audio', part, folder: '', engine: 'ImageConvert', derived: [] },
    fileName: `${wanted.replace(/\.[^.]*$/, '')}.${sound.extension}`,
    attributes: { encoding: encoding.name },
    metadata: mediaMetadata(sound.facts, sound.seconds),
    path: sound.path,
    mimeType: sound.mimeType,
  }
}

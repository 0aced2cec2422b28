import { DarkroomError } from '../../errors.ts'
import { say } from '../../messages/messages.ts'
import type { AvsEncoding, MediaProcessing, VideoEncoding } from '../../processing/options/option-types.ts'
import { propertySetById } from '../../property-sets/property-set.ts'
import { propertySetIdOf } from '../../property-sets/property-set-handle.ts'
import { ownTypes } from '../../property-sets/property-set-type.ts'
import type { Db } from '../../tables.ts'
import type { ProcessingFields } from './upload-options.ts'
import { type EncodingPreset, encodingPreset } from './video-preset.ts'

/**
 * mediaOptions with its presets looked up; presets that name an `adaptiveSet` make one of that name together. Throws
 * `invalid-parameter`, naming field and handle, unless each handle names a video encoding preset that the company may use.
 * Undefined: the job has no such option.
 */
export async function mediaProcessing(
  db: Db,
  companyId: number,
  { mediaOptions: options, excludeMasterVideoFromAVS = true }: ProcessingFields,
): Promise<MediaProcessing | undefined> {
  if (!options) return undefined
  const presets: EncodingPreset[] = []
  for (const handle of options.videoEncodingPresetsArray?.items ?? [])
    presets.push(await presetOf(db, companyId, handle))
  const { generateThumbnail = true, thumbnailOptions, videoSmartCropSampleRate } = options
  const thumbnailTime = thumbnailOptions?.thumbnailTime
  return {
    encodings: [
      ...presets.filter(({ adaptiveSet }) => adaptiveSet === undefined).map(({ encoding }) => encoding),
      ...(options.videoEncodingArray?.items ?? []),
    ],
    adaptiveSets: [...setsOf(presets), ...(options.avsEncodingArray?.items ?? [])],
    smartCrops: (options.videoSmartCropArray?.items ?? []).map(({ width = 0, height = 0 }) => ({
      width,
      height,
    })),
    ...(videoSmartCropSampleRate !== undefined && { smartCropSampleRate: videoSmartCropSampleRate }),
    generateThumbnail,
    ...(thumbnailTime !== undefined && { thumbnailTime }),
    excludeMaster: excludeMasterVideoFromAVS,
  }
}

async function presetOf(db: Db, companyId: number, handle: string): Promise<EncodingPreset> {
  const field = 'mediaOptions/videoEncodingPresetsArray'
  const set = await propertySetById(db, companyId, propertySetIdOf(handle) ?? 0)
  if (set && set.typeName === ownTypes.videoEncodingPreset)
    return encodingPreset(field, handle, set.properties)
  throw new DarkroomError(
    'invalid-parameter',
    say('noPropertySetOfType', {
      field,
      handle: handle.slice(0, 80),
      type: ownTypes.videoEncodingPreset,
    }),
    { field },
  )
}

function setsOf(presets: readonly EncodingPreset[]): AvsEncoding[] {
  const sets = new Map<string, { aspectRatio: string | undefined; items: VideoEncoding[] }>()
  for (const { adaptiveSet, aspectRatio, encoding } of presets) {
    if (adaptiveSet === undefined) continue
    const set = sets.get(adaptiveSet) ?? { aspectRatio, items: [] }
    set.items.push(encoding)
    sets.set(adaptiveSet, set)
  }
  return [...sets].map(([name, { aspectRatio, items }]) => ({
    name,
    ...(aspectRatio !== undefined && { aspectRatio }),
    videoEncodingArray: { items },
  }))
}

import type { GeneratedFile } from '../generated-asset.ts'
import type { VideoEncoding } from '../options/option-types.ts'
import { mimeTypes } from './codecs.ts'
import type { Rendition } from './encode-rendition.ts'
import { mediaMetadata } from './media-metadata.ts'
import type { RenditionName } from './rendition-name.ts'
import type { RenditionPlan } from './rendition-plan.ts'
import type { Poster } from './thumbnail.ts'

/** The asset of a rendition; `part` has to be its alone. */
export function renditionAsset(
  part: string,
  encoding: VideoEncoding,
  { fileName }: RenditionName,
  { container, width, height }: RenditionPlan,
  { path, facts, seconds }: Rendition,
  poster: Poster | undefined,
): GeneratedFile {
  return {
    kind: 'file',
    assetType: 'Video',
    part,
    fileName,
    folder: '',
    engine: 'ImageConvert',
    attributes: {
      encoding: encoding.name,
      ...(encoding.playbackTarget ? { playbackTarget: encoding.playbackTarget } : {}),
      width: String(width),
      height: String(height),
    },
    metadata: mediaMetadata(facts, seconds),
    path,
    mimeType: mimeTypes[container],
    ...(poster && { image: poster.image }),
    derived: poster?.derived ?? [],
  }
}

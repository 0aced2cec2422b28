import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { PublishContextType } from './publishing.table.ts'

/** IPS asset types that the video servers deliver. */
export const videoTypes = ['Video', 'MasterVideo', 'Audio', 'VideoCaption', 'CuePoint'] as const
/** Asset sets (type AssetSet) that hold one video in several bit rates, by their subtype. */
export const adaptiveSetSubTypes = ['AdaptiveVideoSet', 'MultiBitrateVideoSet', 'VideoSet'] as const
/** IPS asset types that only the render server can show. */
export const renderingTypes = ['Vignette', 'Cabinet', 'WindowCovering', 'RenderScene'] as const
/** IPS asset types that are written to a server directory (facts: ServerDirectoryPublishJob). */
export const serverDirectoryTypes = ['Image', 'Template', 'SpinSet'] as const

/** What streams consist of beside videos: manifests, segments, and picture and sound for DASH. */
const streamMimeTypes = [
  'application/vnd.apple.mpegurl',
  'application/dash+xml',
  'video/iso.segment',
  'video/mp4',
  'audio/mp4',
] as const

const isVideo = sql<SqlBool>`(asset.type in ${listed(videoTypes)}
  or asset.type = 'Asset' and asset.mime_type in ${listed(streamMimeTypes)}
  or asset.type = 'AssetSet' and coalesce(asset.sub_type, '') in ${listed(adaptiveSetSubTypes)})`

const takes: Readonly<Record<PublishContextType, RawBuilder<SqlBool>>> = {
  ImageServing: sql`(not ${isVideo} and asset.type not in ${listed(renderingTypes)})`,
  // The colour profiles are what the render server needs of its own; pictures it gets from the image server.
  ImageRendering: sql`asset.type in ${listed([...renderingTypes, 'IccProfile'])}`,
  Video: isVideo,
  ServerDirectory: sql`asset.type in ${listed(serverDirectoryTypes)}`,
}

/** The condition on `asset` that it is marked for publish and not in the trash. */
export const isMarked = sql<SqlBool>`(asset.ready_for_publish and asset.trash_state = 'NotInTrash')`

/** The condition on `asset` that it is marked for publish, and of a type that contexts of this type take. */
export function isMarkedFor(type: PublishContextType): RawBuilder<SqlBool> {
  return sql`(${isMarked} and ${takes[type]})`
}

function listed(names: readonly string[]): RawBuilder<unknown> {
  return sql`(${sql.join(names.map((name) => sql.lit(name)))})`
}

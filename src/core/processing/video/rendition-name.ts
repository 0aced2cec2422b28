import { assetNameOf, maxSegmentLength } from '../../assets/target-path.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import type { VideoEncoding } from '../options/option-types.ts'
import type { Container } from './codecs.ts'

/** Extensions that a suffix may carry, by container. */
const extensions: Readonly<Record<Container, readonly string[]>> = {
  mp4: ['mp4', 'm4v', 'f4v', 'mov'],
  webm: ['webm'],
}

export interface RenditionName {
  readonly fileName: string
  /** Stable name of the rendition among those of its file. */
  readonly suffix: string
  readonly warnings: readonly NestedMessage[]
}

/**
 * The file name of a rendition: the source's name without its extension, then `fileSuffix`, then the extension of the
 * container unless the suffix ends in one that fits. An empty suffix is `-` and the encoding's name.
 */
export function renditionName(source: string, encoding: VideoEncoding, container: Container): RenditionName {
  const given = encoding.fileSuffix.trim() || `-${encoding.name.trim() || 'video'}`
  const safe = given.replace(/[/\\\p{Cc}]/gu, '-')
  const warnings =
    safe === given
      ? []
      : [
          say('encodingProblem', {
            name: encoding.name,
            problem: say('suffixTaken', { given, safe }),
          }),
        ]
  const found = /\.([a-z0-9]{2,4})$/i.exec(safe)
  const extension = found?.[1]?.toLowerCase() ?? ''
  const known = Object.values(extensions).some((list) => list.includes(extension))
  const suffix = known ? safe.slice(0, -extension.length - 1) : safe
  const fits = extensions[container].includes(extension)
  if (known && !fits)
    warnings.push(
      say('encodingProblem', {
        name: encoding.name,
        problem: say('containerInstead', { container, extension }),
      }),
    )
  const ending = `${suffix}.${fits ? extension : container}`
  const base = assetNameOf(source).slice(0, Math.max(1, maxSegmentLength - ending.length))
  return { fileName: base + ending, suffix: suffix || '-', warnings }
}

import { join } from 'node:path'
import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'
import { type MediaFacts, readMediaFacts, type VideoFacts } from './media-facts.ts'
import type { MediaSource, MediaTools } from './media-tools.ts'
import type { RenditionPlan } from './rendition-plan.ts'

/** A file of the work folder with one rendition. */
export interface Rendition {
  readonly path: string
  /** Of the rendition itself, read back. */
  readonly facts: MediaFacts
  readonly seconds: number
  readonly warnings: readonly NestedMessage[]
}

export interface EncodeRequest {
  readonly tools: MediaTools
  readonly source: MediaSource
  readonly facts: MediaFacts & { readonly video: VideoFacts }
  readonly plan: RenditionPlan
  readonly workFolder: string
  /** Of the file to be written, without folder and extension; nobody sees it. */
  readonly name: string
  /** Of the source, for messages. */
  readonly fileName: string
  /** Written in fragments with an index in front, for adaptive sets; else in one piece, its header in front. */
  readonly fragmented?: boolean
  /** Called for each pass; the function that it gives takes the seconds of material that are done in it. */
  readonly nextPass: () => (seconds: number) => void
}

/** What decoders say of broken material that they went on after. */
const damage =
  /error while decoding|error submitting|concealing|corrupt|invalid data|decode_slice|missing reference/i

/** In one piece: players start before all is there. Fragments: one index at the front tells where each begins. */
const faststart = ['-movflags', '+faststart']
export const fragments = ['-movflags', '+delay_moov+frag_keyframe+default_base_moof+dash+global_sidx']

/** Encodes one rendition, in two passes where the plan says so. Throws what `MediaTools` throw. */
export async function encodeRendition(request: EncodeRequest): Promise<Rendition> {
  const { tools, source, facts, plan, workFolder, name, fileName, nextPass } = request
  const path = join(workFolder, `${name}.${plan.container}`)
  const video = (number?: 1 | 2) => [
    ...['-map', `0:${facts.video.index}`, '-vf', plan.filters, ...plan.videoParameters],
    ...passParameters(plan, name, number),
  ]
  const { audio } = facts
  const sound =
    audio && plan.audioParameters.length > 0 ? ['-map', `0:${audio.index}`, ...plan.audioParameters] : ['-an']
  const clean = ['-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1', '-max_muxing_queue_size', '4096']
  if (plan.twoPass)
    await tools.convert(source, {
      parameters: [...video(1), '-an', ...clean, '-f', 'null', '-'],
      played: nextPass(),
    })
  const layout =
    plan.container === 'webm' ? ['-cues_to_front', '1'] : request.fragmented ? fragments : faststart
  const { seconds, complaints } = await tools.convert(source, {
    parameters: [
      ...video(plan.twoPass ? 2 : undefined),
      ...[...sound, ...clean, ...layout, '-f', plan.container, path],
    ],
    played: nextPass(),
  })
  if (seconds <= 0)
    throw new DarkroomError('bad-file', say('damaged', { file: fileName, reason: say('videoNotDecoded') }))
  const rendition = { path, demuxer: plan.container === 'webm' ? 'matroska' : 'mov' }
  const made = await readMediaFacts(tools, rendition, fileName)
  return {
    path,
    facts: made,
    seconds: made.duration ?? seconds,
    warnings: !damage.test(complaints) ? [] : [say('partsDamaged', { file: fileName })],
  }
}

/** x265 wants its passes among its own parameters, and is told there to be quiet. */
function passParameters({ codec }: RenditionPlan, name: string, number: 1 | 2 | undefined): string[] {
  if (codec === 'hevc') {
    const passes = number === undefined ? '' : `:pass=${number}:stats=${name}.stats`
    return ['-x265-params', `log-level=error${passes}`]
  }
  return number === undefined ? [] : ['-pass', String(number), '-passlogfile', name]
}

import { type NestedMessage, say } from '../../messages/messages.ts'
import type { VideoEncoding } from '../options/option-types.ts'
import type { Container } from './codecs.ts'

/** What a setting may be, and the FFmpeg parameters that it stands for. */
interface Setting {
  readonly allowed: (value: string) => boolean
  readonly parameters: (value: string) => readonly string[]
  /** Containers whose encoders know it; absent: all. */
  readonly only?: Container
}

const presets = [
  'ultrafast',
  'superfast',
  'veryfast',
  'faster',
  'fast',
  'medium',
  'slow',
  'slower',
  'veryslow',
]
const tunes = ['film', 'animation', 'grain', 'stillimage', 'fastdecode', 'zerolatency']

/** The only settings that reach FFmpeg: none of them names a file, a filter or a protocol. */
const settings: Readonly<Record<string, Setting>> = {
  preset: option('-preset', oneOf(presets), 'mp4'),
  tune: option('-tune', oneOf(tunes), 'mp4'),
  crf: option('-crf', whole(0, 63)),
  bf: option('-bf', whole(0, 16), 'mp4'),
  refs: option('-refs', whole(1, 16), 'mp4'),
  qmin: option('-qmin', whole(0, 63)),
  qmax: option('-qmax', whole(0, 63)),
  audioChannels: option('-ac', oneOf(['1', '2', '6'])),
  cpuUsed: option('-cpu-used', whole(0, 8), 'webm'),
  deadline: option('-deadline', oneOf(['best', 'good', 'realtime']), 'webm'),
}

/** Names that may be given, for messages and documents. */
export const advancedSettingNames: readonly string[] = Object.freeze(Object.keys(settings))

export interface AdvancedParameters {
  readonly parameters: readonly string[]
  readonly warnings: readonly NestedMessage[]
}

/** The parameters for an encoding's `advancedSettings`; one that is not allowed is left out with a warning. */
export function advancedParameters(encoding: VideoEncoding, container: Container): AdvancedParameters {
  const parameters: string[] = []
  const warnings: NestedMessage[] = []
  const warn = (problem: NestedMessage) =>
    warnings.push(say('encodingProblem', { name: encoding.name, problem }))
  for (const { name, value } of encoding.advancedSettings?.items ?? []) {
    const setting = Object.hasOwn(settings, name) ? settings[name] : undefined
    if (!setting) warn(say('settingUnknown', { setting: name, known: advancedSettingNames.join(', ') }))
    else if (setting.only !== undefined && setting.only !== container)
      warn(say('settingForOther', { setting: name, container: setting.only }))
    else if (setting.allowed(value)) parameters.push(...setting.parameters(value))
    else warn(say('settingValue', { setting: name, value }))
  }
  return { parameters, warnings }
}

function option(parameter: string, allowed: Setting['allowed'], only?: Container): Setting {
  return { allowed, parameters: (value) => [parameter, value], ...(only && { only }) }
}

function oneOf(values: readonly string[]): Setting['allowed'] {
  return (value) => values.includes(value)
}

function whole(min: number, max: number): Setting['allowed'] {
  return (value) => /^\d{1,4}$/.test(value) && Number(value) >= min && Number(value) <= max
}

import { DarkroomError } from '../../errors.ts'
import { type Said, say } from '../../messages/messages.ts'
import { encodingNumbers, type VideoEncoding } from '../../processing/options/option-types.ts'
import type { Property } from '../../property-sets/property-set.table.ts'

/** A video encoding preset: the properties of a property set, named as the fields of IPS VideoEncoding. */
export interface EncodingPreset {
  readonly encoding: VideoEncoding
  /** Name of the adaptive set that it belongs to; undefined: it stands alone. */
  readonly adaptiveSet: string | undefined
  readonly aspectRatio: string | undefined
}

const texts = [
  'name',
  'fileSuffix',
  'playbackTarget',
  'videoCodec',
  'h264Profile',
  'h264Level',
  'audioCodec',
] as const
const switches = ['constantBitrate', 'twoPass'] as const

/**
 * Reads a preset. Names count without regard to case; properties of other names are advanced settings. Throws
 * `invalid-parameter`, naming preset and property, for a number or a switch that is none.
 */
export function encodingPreset(
  field: string,
  handle: string,
  properties: readonly Property[],
): EncodingPreset {
  const values = new Map(properties.map(({ name, value }) => [name.toLowerCase(), value.trim()]))
  const take = (name: string): string | undefined => {
    const value = values.get(name.toLowerCase())
    values.delete(name.toLowerCase())
    return value === '' ? undefined : value
  }
  const wrong = (name: string, value: string, expected: Said) =>
    new DarkroomError(
      'invalid-parameter',
      say('presetValueWrong', { field, preset: handle, name, value: value.slice(0, 80), expected }),
      { field },
    )
  const number = (name: string) => {
    const value = take(name)
    if (value === undefined) return undefined
    const found = Number(value)
    if (!/^\d{1,9}(\.\d+)?$/.test(value)) throw wrong(name, value, say('numberFromZero'))
    return found
  }
  const flag = (name: string) => {
    const value = take(name)
    if (value === undefined) return undefined
    if (!/^(true|false|0|1)$/i.test(value)) throw wrong(name, value, say('trueOrFalse'))
    return /^(true|1)$/i.test(value)
  }
  const adaptiveSet = take('adaptiveSet')
  const aspectRatio = take('aspectRatio')
  const given = Object.fromEntries(
    [
      ...texts.map((name) => [name, take(name)] as const),
      ...encodingNumbers.map((name) => [name, number(name)] as const),
      ...switches.map((name) => [name, flag(name)] as const),
    ].filter(([, value]) => value !== undefined),
  )
  const advanced = properties.filter(({ name }) => values.has(name.toLowerCase()))
  return {
    adaptiveSet,
    aspectRatio,
    encoding: {
      name: handle,
      fileSuffix: '',
      videoBitrate: 0,
      audioBitrate: 0,
      ...given,
      ...(advanced.length > 0 && { advancedSettings: { items: advanced } }),
    },
  }
}

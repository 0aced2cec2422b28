import { readFile } from 'node:fs/promises'
import { DarkroomError } from '../errors.ts'
import { type NestedMessage, say } from '../messages/messages.ts'
import { iccProfileName } from './image/icc-profile-name.ts'
import { describeFile } from './metadata/describe-file.ts'
import type { Processor } from './processor.ts'
import { fileKind } from './recognition/file-kinds.ts'

/** The largest profile that is read, in bytes: those of presses have a few megabytes. */
export const maxProfileBytes = 64 * 1024 * 1024
/** Header and number of tags (ICC.1:2022, 7.2 and 7.3), in bytes. */
const fixedBytes = 132
const tagBytes = 12

const classes: Readonly<Record<string, string>> = {
  scnr: 'Input',
  mntr: 'Display',
  prtr: 'Output',
  link: 'DeviceLink',
  spac: 'ColorSpace',
  abst: 'Abstract',
  nmcl: 'NamedColor',
}

const intents = ['Perceptual', 'RelativeColorimetric', 'Saturation', 'AbsoluteColorimetric']

/** Keeps ICC profiles that are whole, with what they say of themselves as metadata (`icc.Description`, ...). */
export const colorProfile: Processor = {
  name: 'color-profile',
  recognise: ({ kind }) => kind === 'icc',
  process: async ({ path, fileName, size, options }) => {
    if (size > maxProfileBytes)
      throw new DarkroomError(
        'too-large',
        say('profileTooLarge', { file: fileName, size, max: maxProfileBytes }),
      )
    const profile = await readFile(path)
    checkProfile(profile, fileName)
    const text = (at: number) => profile.toString('latin1', at, at + 4).trim()
    const { metadata, warnings } = describeFile(options.xmpKeywords, undefined, (record) => {
      record.set('icc.Description', iccProfileName(profile) ?? '')
      record.set('icc.Class', classes[text(12)] ?? text(12))
      record.set('icc.ColorSpace', text(16))
      record.set('icc.ConnectionSpace', text(20))
      record.set('icc.Version', `${profile.readUInt8(8)}.${profile.readUInt8(9) >> 4}`)
      record.set('icc.RenderingIntent', intents[profile.readUInt32BE(64)] ?? '')
    })
    const { assetType, mimeType } = fileKind('icc')
    return { assetType, mimeType, metadata, derived: [], warnings }
  },
}

/** Throws `bad-file` when the profile is not whole: a size that is not its own, or tags that lie outside of it. */
function checkProfile(profile: Buffer, fileName: string): void {
  const damaged = (reason: NestedMessage) =>
    new DarkroomError('bad-file', say('profileDamaged', { file: fileName, reason }))
  if (profile.length < fixedBytes)
    throw damaged(say('profileTooShort', { size: profile.length, min: fixedBytes }))
  const said = profile.readUInt32BE(0)
  if (said > profile.length) throw damaged(say('profileSizeWrong', { size: profile.length, said }))
  const tags = profile.readUInt32BE(128)
  if (fixedBytes + tags * tagBytes > profile.length) throw damaged(say('profileTags', { count: tags }))
  for (let tag = 0; tag < tags; tag++) {
    const at = fixedBytes + tag * tagBytes
    const [start, length] = [profile.readUInt32BE(at + 4), profile.readUInt32BE(at + 8)]
    if (start + length > profile.length)
      throw damaged(
        say('profileTag', {
          tag: profile.toString('latin1', at, at + 4),
          from: start,
          to: start + length,
        }),
      )
  }
}

/** Where the tag table of a profile starts (ICC.1:2022, 7.3), in bytes. */
const tagTable = 128
const maxTags = 100

/**
 * The description inside an ICC profile, such as `sRGB IEC61966-2.1`: version 2's ASCII text or the first entry of
 * version 4's texts. Undefined when there is none or the profile is damaged.
 */
export function iccProfileName(profile: Buffer): string | undefined {
  try {
    const count = Math.min(profile.readUInt32BE(tagTable), maxTags)
    for (let tag = 0; tag < count; tag++) {
      const entry = tagTable + 4 + tag * 12
      if (profile.toString('latin1', entry, entry + 4) !== 'desc') continue
      const start = profile.readUInt32BE(entry + 4)
      return textOf(profile.subarray(start, start + profile.readUInt32BE(entry + 8)))
    }
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown
  }
  return undefined
}

function textOf(tag: Buffer): string | undefined {
  const type = tag.toString('latin1', 0, 4)
  let text = ''
  if (type === 'desc') text = tag.toString('latin1', 12, 12 + tag.readUInt32BE(8))
  if (type === 'mluc') {
    const length = tag.readUInt32BE(20)
    const start = tag.readUInt32BE(24)
    text = Buffer.from(tag.subarray(start, start + length - (length % 2)))
      .swap16()
      .toString('utf16le')
  }
  return text.replace(/\0[\s\S]*$/, '').trim() || undefined
}

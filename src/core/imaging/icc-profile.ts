/** The fixed part at the start of a profile (ICC.1:2022, 7.2), in bytes. */
const headerBytes = 128

/** Where the list of tags starts, with their number, and what each takes in it (7.3), in bytes. */
const tagTable = 128
const tagBytes = 12
const tableTags: ReadonlySet<string> = new Set(['A2B0', 'A2B1', 'A2B2', 'D2B0', 'D2B1', 'D2B2'])

/** Colour spaces of profiles that pictures can be in. */
export type ProfileSpace = 'RGB' | 'CMYK' | 'GRAY'

const spaces: Readonly<Record<string, ProfileSpace>> = { 'RGB ': 'RGB', CMYK: 'CMYK', GRAY: 'GRAY' }

/** Input, display and output devices, and colour spaces; not links, abstract profiles and named colours. */
const deviceClasses: ReadonlySet<string> = new Set(['scnr', 'mntr', 'prtr', 'spac'])

/** The colour space that a picture in this profile has; undefined: it is no profile that a picture can be in. */
export function profileSpace(profile: Buffer): ProfileSpace | undefined {
  if (profile.length < headerBytes + 4 || profile.toString('latin1', 36, 40) !== 'acsp') return undefined
  if (!deviceClasses.has(profile.toString('latin1', 12, 16))) return undefined
  return spaces[profile.toString('latin1', 16, 20)]
}

/** Whether a profile that pictures can be in goes by tables (ICC.1:2022, 8.3 to 8.5), and not by primaries and curves alone. */
export function hasTables(profile: Buffer): boolean {
  const tags = profile.subarray(tagTable + 4)
  const count = Math.min(profile.readUInt32BE(tagTable), Math.floor(tags.length / tagBytes))
  for (let tag = 0; tag < count; tag++)
    if (tableTags.has(tags.toString('latin1', tag * tagBytes, tag * tagBytes + 4))) return true
  return false
}

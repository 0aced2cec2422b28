/** The fixed part at the start of a profile (ICC.1:2022, 7.2), in bytes. */
const headerBytes = 128

/** Colour spaces of profiles that pictures can be in. */
export type ProfileSpace = 'RGB' | 'CMYK' | 'GRAY'

const spaces: Readonly<Record<string, ProfileSpace>> = { 'RGB ': 'RGB', CMYK: 'CMYK', GRAY: 'GRAY' }

/** Input, display and output devices, and colour spaces; not links, abstract profiles and named colours. */
const deviceClasses: ReadonlySet<string> = new Set(['scnr', 'mntr', 'prtr', 'spac'])

/** The colour space that a picture in this profile has; undefined: it is no profile that a picture can be in. */
export function profileSpace(profile: Buffer): ProfileSpace | undefined {
  if (profile.length < headerBytes || profile.toString('latin1', 36, 40) !== 'acsp') return undefined
  if (!deviceClasses.has(profile.toString('latin1', 12, 16))) return undefined
  return spaces[profile.toString('latin1', 16, 20)]
}

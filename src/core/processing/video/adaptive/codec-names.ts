/** The codecs of a `moov` box by their names for manifests (RFC 6381): `avc1.4d401f`, `hvc1.1.6.L93.b0`, `mp4a.40.2`. */
export function codecNames(moov: Buffer): string[] {
  const names: string[] = []
  const avc = moov.indexOf('avcC', 0, 'latin1')
  if (avc >= 0) names.push(`avc1.${moov.toString('hex', avc + 5, avc + 8)}`)
  const hevc = moov.indexOf('hvcC', 0, 'latin1')
  if (hevc >= 0) names.push(hevcName(moov.subarray(hevc + 4)))
  // All sound of adaptive renditions is AAC-LC.
  if (moov.includes('mp4a', 0, 'latin1')) names.push('mp4a.40.2')
  return names
}

/** ISO/IEC 14496-15, annex E: profile, its compatible profiles in reverse, tier and level, constraints without zeros at the end. */
function hevcName(config: Buffer): string {
  const first = config.readUInt8(1)
  const space = ['', 'A', 'B', 'C'][first >> 6]
  const tier = (first & 0x20) === 0 ? 'L' : 'H'
  const compatible = reversed(config.readUInt32BE(2)).toString(16)
  const constraints = [...config.subarray(6, 12)].map((byte) => byte.toString(16))
  while (constraints.at(-1) === '0') constraints.pop()
  return [
    'hvc1',
    `${space}${first & 0x1f}`,
    compatible,
    `${tier}${config.readUInt8(12)}`,
    ...constraints,
  ].join('.')
}

function reversed(bits: number): number {
  let result = 0
  for (let i = 0; i < 32; i++) if ((bits >>> i) & 1) result += 2 ** (31 - i)
  return result
}

/** Bytes of a TAR header, and of the blocks that a TAR consists of. */
export const tarBlockBytes = 512

/** Where the checksum of a TAR header stands, and how long it is (POSIX.1-1988, ustar). */
const [checksumAt, checksumBytes] = [148, 8]

/** Whether bytes begin with the header of a TAR entry, whatever kind of TAR it is: its checksum is right. */
export function isTarHeader(head: Buffer): boolean {
  if (head.length < tarBlockBytes) return false
  const written = head.toString('latin1', checksumAt, checksumAt + checksumBytes).replace(/[\0 ]+$/, '')
  if (!/^ *[0-7]+$/.test(written)) return false
  let sum = checksumBytes * 0x20
  for (const [at, byte] of head.subarray(0, tarBlockBytes).entries())
    if (at < checksumAt || at >= checksumAt + checksumBytes) sum += byte
  return sum === Number.parseInt(written, 8)
}

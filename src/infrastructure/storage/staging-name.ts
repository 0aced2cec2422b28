import { randomBytes } from 'node:crypto'
import { ownIdentity, type ProcessIdentity } from './process-identity.ts'

const shape = /^([0-9a-f]{12})-(\d+)-(\d+)-[0-9a-f]{16}\.part$/

/** A new file name for staging that no other process uses and that tells its writer. */
export function stagingName(): string {
  const { realm, pid, started } = ownIdentity()
  return `${realm}-${pid}-${started}-${randomBytes(8).toString('hex')}.part`
}

/** The writer of a staging file; undefined for a name that is not ours. */
export function stagingOwner(name: string): ProcessIdentity | undefined {
  const [, realm, pid, started] = shape.exec(name) ?? []
  if (realm === undefined || pid === undefined || started === undefined) return undefined
  return { realm, pid: Number(pid), started }
}

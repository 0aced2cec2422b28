import { createHash } from 'node:crypto'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** Who wrote something, as told by its name on a volume that several machines may share. */
export interface ProcessIdentity {
  /** Stands for one boot of one machine or container, 12 hexadecimal digits: within it process ids can be compared. */
  readonly realm: string
  readonly pid: number
  /** When the process started, in the system's own unit; `0` where the system does not tell. */
  readonly started: string
}

let own: ProcessIdentity | undefined

/** The process that asks; read from the system once. */
export function ownIdentity(): ProcessIdentity {
  own ??= { realm: realm(), pid: process.pid, started: startOf(process.pid) ?? '0' }
  return own
}

/** `dead` and `alive` are certain; `unknown` is a process of another realm, or one whose start can not be told. */
export function stateOf(identity: ProcessIdentity): 'alive' | 'dead' | 'unknown' {
  if (identity.realm !== ownIdentity().realm) return 'unknown'
  try {
    process.kill(identity.pid, 0)
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH') return 'dead'
  }
  const started = startOf(identity.pid)
  if (started === undefined) return 'unknown'
  return started === identity.started ? 'alive' : 'dead'
}

function realm(): string {
  const facts = [
    hostname(),
    orEmpty(() => readFileSync('/etc/machine-id', 'utf8')),
    orEmpty(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8')),
    orEmpty(() => readlinkSync('/proc/self/ns/pid')),
  ]
  return createHash('sha256').update(facts.join('\n')).digest('hex').slice(0, 12)
}

/** Field 22 of /proc/<pid>/stat (clock ticks since boot); the name in field 2 may hold spaces, so count from its end. */
function startOf(pid: number): string | undefined {
  const stat = orEmpty(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  return stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .at(19)
}

/** What a system does not offer counts as empty. */
function orEmpty(read: () => string): string {
  try {
    return read()
  } catch {
    return ''
  }
}

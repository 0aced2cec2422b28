import type { BrokenReason, ReferenceState } from '../document.table.ts'
import type { ParsedReference } from '../parsed-document.ts'

/** A reference while it is being resolved. */
export interface Reference extends ParsedReference {
  readonly from: number
  readonly position: number
  /** The asset that it leads to; null: none is known. */
  target: number | null
  /** The id that the target must have; undefined: none. */
  wantedId: string | undefined
  state: ReferenceState
  reason: BrokenReason | null
  /** Of a broken one, for its message: where a key is missing, the way round a circle. */
  detail: string
}

/** A parsed reference of an asset, with nothing known yet. */
export function unresolved(parsed: ParsedReference, from: number, position: number): Reference {
  const { kind, raw, lines, path, fragment, key, holders } = parsed
  return {
    kind,
    raw,
    lines,
    path,
    fragment,
    key,
    holders,
    from,
    position,
    target: null,
    wantedId: undefined,
    state: 'Whole',
    reason: null,
    detail: '',
  }
}

export function breakReference(reference: Reference, reason: BrokenReason, detail = ''): void {
  reference.state = 'Broken'
  reference.reason = reason
  reference.detail = detail
}

/** Breaks a reference to a file that is not there; in a folder where it is awaited, leaves the reference unchecked. */
export function missFile(
  reference: Reference,
  path: string,
  awaitedIn: string | undefined,
  detail = '',
): void {
  if (awaitedIn !== undefined && path.startsWith(awaitedIn)) reference.state = 'Unchecked'
  else breakReference(reference, 'file', detail)
}

/** Kinds by which a map makes a document part of it. */
export const reachKinds = ['topic', 'map', 'reltable', 'topickey'] as const

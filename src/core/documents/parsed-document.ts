import type { DocumentMessage, Severity } from './document.ts'
import type { DocumentLimits } from './document-limits.ts'
import { storable } from './storable.ts'

/**
 * How a document uses another: `topic`, `map` and `reltable` (of maps), `topickey` (a map's use of a topic by key), `link`, `image`, `object`, `conref`,
 * `keyref`, `conkeyref`, `style`.
 */
export type ReferenceKind =
  | 'topic'
  | 'map'
  | 'reltable'
  | 'topickey'
  | 'link'
  | 'image'
  | 'object'
  | 'conref'
  | 'keyref'
  | 'conkeyref'
  | 'style'

/** A reference as it stands in a document. */
export interface ParsedReference {
  readonly kind: ReferenceKind
  readonly raw: string
  /** Where it stands, from 1; of a reference that is repeated the first lines. */
  readonly lines: readonly number[]
  /** In the repository ('Demo/x/b.dita'); empty: it leads out of it; undefined: the document itself, or by a key. */
  readonly path: string | undefined
  /** An id in the target; undefined: all of it. */
  readonly fragment: string | undefined
  readonly key: string | undefined
  /** Of a conref: ids of the elements that it stands in, its own included. */
  readonly holders: readonly string[] | undefined
}

/** A reference at a line of its own. */
export type NewReference = Omit<ParsedReference, 'lines'> & { readonly line: number }

/** Lines that are kept of one reference. */
const maxLines = 20

/** A key that a map defines, or a key scope. */
export interface KeyDefinition {
  readonly name: string
  readonly isScope: boolean
  /** Which of the map's references is its target; undefined: it has none, only text. */
  readonly reference: number | undefined
}

/** What reading a document gives. Of each list so much is kept as the limits allow. */
export class ParsedDocument {
  /** What follows is from before the fault: the document can not be read to its end. */
  failed = false
  /** The root element, or the format. */
  root = ''
  title = ''
  language = ''
  readonly ids = new Set<string>()
  readonly references: ParsedReference[] = []
  readonly keys: KeyDefinition[] = []
  readonly metadata: Record<string, string> = {}
  readonly messages: DocumentMessage[] = []
  readonly #limits: DocumentLimits
  readonly #known = new Map<string, number>()
  #unsaid = 0
  #full = false

  constructor(limits: DocumentLimits) {
    this.#limits = limits
  }

  /** Of the file itself, and again so many of its references. */
  get maxMessages(): number {
    return this.#limits.maxMessages
  }

  say(severity: Severity, text: string): void {
    if (this.messages.length < this.#limits.maxMessages) this.messages.push({ severity, text })
    else this.#unsaid++
  }

  fail(text: string): void {
    this.failed = true
    // Whatever was said before, this has to be seen.
    if (this.messages.length >= this.#limits.maxMessages) {
      this.messages.pop()
      this.#unsaid++
    }
    this.messages.push({ severity: 'ERROR', text })
  }

  /** False: the document has it already. */
  addId(name: string): boolean {
    const id = storable(name)
    if (this.ids.has(id)) return false
    if (this.ids.size < this.#limits.maxReferences) this.ids.add(id)
    else this.#overflow()
    return true
  }

  /** Its number in the list, where a reference stands once; undefined: it is beyond the limit. */
  addReference(reference: NewReference): number | undefined {
    const { line, kind, holders } = reference
    const parts = {
      kind,
      raw: storable(reference.raw),
      path: reference.path === undefined ? undefined : storable(reference.path),
      fragment: reference.fragment === undefined ? undefined : storable(reference.fragment),
      key: reference.key === undefined ? undefined : storable(reference.key),
      holders: holders?.map(storable),
    }
    // Each conref has other elements around it.
    const known = parts.holders === undefined ? this.#known.get(parts.raw) : undefined
    const same = known === undefined ? undefined : this.references[known]
    if (known !== undefined && same?.kind === parts.kind && same.path === parts.path) {
      if (same.lines.length < maxLines) (same.lines as number[]).push(line)
      return known
    }
    if (this.references.length >= this.#limits.maxReferences) {
      this.#overflow()
      return undefined
    }
    const number = this.references.push({ ...parts, lines: [line] }) - 1
    if (parts.holders === undefined) this.#known.set(parts.raw, number)
    return number
  }

  addKey(key: KeyDefinition): void {
    if (this.keys.length < this.#limits.maxReferences) this.keys.push({ ...key, name: storable(key.name) })
    else this.#overflow()
  }

  /** Says how many messages were left out. */
  finish(): this {
    if (this.#unsaid > 0)
      this.messages.push({ severity: 'WARN', text: `${this.#unsaid} more messages were left out.` })
    return this
  }

  #overflow(): void {
    if (this.#full) return
    this.#full = true
    this.say(
      'WARN',
      `It has more than ${this.#limits.maxReferences} references, ids or keys (DARKROOM_MAX_DOCUMENT_REFERENCES); those beyond were not checked.`,
    )
  }
}

import { boundElements, contentModels, floatingBases, furtherParents } from './content-models.ts'
import { baseOf } from './vocabulary.ts'

/** One place in a content model. */
export interface ModelGroup {
  /** As it is written in messages: 'steps or steps-unordered'. */
  readonly text: string
  readonly names: ReadonlySet<string>
  readonly min: 0 | 1
  readonly max: 1 | typeof Number.POSITIVE_INFINITY
}

/** What is known of an element by its name. */
export interface ElementKind {
  readonly name: string
  /** Of the topic or map module; empty: the element is not DITA's. */
  readonly base: string
  /** Undefined: it may hold anything. */
  readonly groups: readonly ModelGroup[] | undefined
  /** Undefined: it may stand anywhere. */
  readonly parents: ReadonlySet<string> | undefined
  readonly floats: boolean
  /** What `placeOf` found before, by child. */
  readonly firstPlaces: Map<ElementKind, number>
}

const parsedModels = new Map(Object.entries(contentModels).map(([name, model]) => [name, groupsOf(model)]))
const kinds = new Map<string, ElementKind>()
for (const name of [...baseOf.keys(), 'dita']) kinds.set(name, kindNamed(name, baseOf.get(name) ?? 'dita'))

/** The kind of an element of the vocabulary. */
export function knownKind(name: string): ElementKind | undefined {
  return kinds.get(name)
}

/** An element outside the vocabulary. */
export const strangeKind: ElementKind = {
  name: '',
  base: '',
  groups: undefined,
  parents: undefined,
  floats: false,
  firstPlaces: new Map(),
}

/**
 * The kind of an element by its class attribute ('- topic/topic concept/concept '): the most special one of its line that is known. Undefined
 * when it names none.
 */
export function kindOfClass(value: string): ElementKind | undefined {
  const modules = value.split(/\s+/).slice(1)
  for (const module of modules.toReversed()) {
    const kind = kinds.get(module.slice(module.indexOf('/') + 1))
    if (kind) return kind
  }
  return undefined
}

/**
 * The place of a child in its parent's model, from 0: the first from `from` on that takes it, else the first of all, else
 * that for anything; -1: it has none.
 */
export function placeOf(parent: ElementKind, child: ElementKind, from: number): number {
  const { groups = [], firstPlaces } = parent
  let first = firstPlaces.get(child)
  if (first === undefined) {
    first = groups.findIndex((group) => takes(group, child))
    if (first < 0) first = groups.findIndex(({ names }) => names.has('~'))
    firstPlaces.set(child, first)
  }
  if (first >= from) return first
  for (let at = from; at < groups.length; at++) {
    const group = groups[at]
    if (group && takes(group, child)) return at
  }
  return first
}

function takes({ names }: ModelGroup, child: ElementKind): boolean {
  return names.has(child.name) || names.has(`@${child.base}`)
}

function kindNamed(name: string, base: string): ElementKind {
  return {
    name,
    base,
    groups: parsedModels.get(name),
    parents: boundElements.has(name) ? parentsOf(name) : undefined,
    floats: floatingBases.has(base),
    firstPlaces: new Map(),
  }
}

function parentsOf(name: string): ReadonlySet<string> {
  const parents = [...parsedModels].filter(([, groups]) => groups.some(({ names }) => names.has(name)))
  return new Set([...parents.map(([parent]) => parent), ...(furtherParents[name] ?? [])])
}

function groupsOf(model: string): readonly ModelGroup[] {
  return model.split(' ').map((group) => {
    const names = group.slice(0, -1).split('|')
    const sign = group.at(-1)
    return {
      text: names.map((name) => name.replace('@', 'a kind of ')).join(' or '),
      names: new Set(names),
      min: sign === '!' || sign === '+' ? 1 : 0,
      max: sign === '!' || sign === '?' ? 1 : Number.POSITIVE_INFINITY,
    }
  })
}

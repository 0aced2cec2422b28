import { DarkroomError } from '../errors.ts'
import { type NestedMessage, type Said, say } from '../messages/messages.ts'
import type { PropertySet } from '../property-sets/property-set.ts'
import { ownTypes } from '../property-sets/property-set-type.ts'
import { NamePattern } from './name-pattern.ts'
import { memberTypes, type SetType, setTypes } from './set-types.ts'

/** A set generation script: which assets by their names become which set. */
export interface SetScript {
  /** Of its property set. */
  readonly id: number
  /** For the log. */
  readonly name: string
  readonly setType: SetType
  /** Of an AssetSet, such as MediaSet; absent: none. */
  readonly subType?: string
  readonly match: NamePattern
  /** Views in the order of the set; others come after them, by number and letter. */
  readonly viewOrder: readonly string[]
  /** With `{group}` for what a group of the pattern found. */
  readonly setName: string
  /** Below the company's root, with `{group}`s too; absent: the folder of the first member. */
  readonly destFolder?: string
  /** Names with fewer assets make no set. */
  readonly minAssets: number
  /** IPS asset types that become members. */
  readonly assetTypes: readonly string[]
  /** False: the members of a set lie in one folder. */
  readonly anyFolder: boolean
}

/** Properties of a script, with their defaults; the empty ones have none. */
const defaults = {
  name: '',
  description: '',
  setType: 'ImageSet',
  subType: '',
  match: '',
  matchCase: 'false',
  viewOrder: '',
  setName: '{base}-set',
  destFolder: '',
  minAssets: '2',
  assetTypes: '',
  anyFolder: 'false',
} as const

/**
 * The script that a property set of the type SetGenerationScript is. Throws `invalid-parameter` for a set of another type, and
 * for a property that is unknown, missing or not right.
 */
export function setScriptOf(set: PropertySet): SetScript {
  if (set.typeName !== ownTypes.setGenerationScript)
    throw refusal(say('scriptOfType', { type: set.typeName, expected: ownTypes.setGenerationScript }), set)
  const given = new Map(set.properties.map(({ name, value }) => [name, value.trim()]))
  for (const name of given.keys())
    if (!(name in defaults))
      throw refusal(say('scriptPropertyUnknown', { name, known: Object.keys(defaults).join(', ') }), set)
  const value = (name: keyof typeof defaults) => given.get(name) || defaults[name]
  const setType = setTypes.find((type) => type === value('setType'))
  if (setType === undefined)
    throw wrongValue('setType', value('setType'), say('oneOf', { values: setTypes.join(', ') }), set)
  if (value('match') === '') throw refusal(say('scriptNoMatch'), set)
  const match = readPattern(value('match'), flag('matchCase', value('matchCase'), set), set)
  const texts = { setName: value('setName'), destFolder: value('destFolder') }
  for (const [name, text] of Object.entries(texts)) checkPlaces(name, text, match, set)
  if (/[\\/]/.test(texts.setName)) throw refusal(say('scriptSetNameFolder', { name: texts.setName }), set)
  const assetTypes = list(value('assetTypes'))
  const allowed = memberTypes[setType]
  for (const type of assetTypes)
    if (!allowed.includes(type))
      throw refusal(say('scriptAssetTypes', { type, set: setType, allowed: allowed.join(', ') }), set)
  return {
    id: set.id,
    name: value('name') || `ps|${set.id}`,
    setType,
    ...(value('subType') !== '' && { subType: value('subType') }),
    match,
    viewOrder: list(value('viewOrder')),
    setName: texts.setName,
    ...(texts.destFolder !== '' && { destFolder: texts.destFolder }),
    minAssets: wholeNumber('minAssets', value('minAssets'), set),
    assetTypes: assetTypes.length > 0 ? assetTypes : allowed,
    anyFolder: flag('anyFolder', value('anyFolder'), set),
  }
}

/** A text with `{group}` replaced by what the pattern found; a group that took no part is left out. */
export function filled(text: string, groups: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => groups[name] ?? '')
}

function list(text: string): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function flag(name: string, text: string, set: PropertySet): boolean {
  if (text !== 'true' && text !== 'false') throw wrongValue(name, text, say('trueOrFalse'), set)
  return text === 'true'
}

function wholeNumber(name: string, text: string, set: PropertySet): number {
  if (!/^[1-9]\d{0,2}$/.test(text))
    throw wrongValue(name, text, say('wholeNumberFromTo', { min: 1, max: 999 }), set)
  return Number(text)
}

function checkPlaces(name: string, text: string, match: NamePattern, set: PropertySet): void {
  for (const [, group = ''] of text.matchAll(/\{(\w+)\}/g))
    if (!match.groupNames.includes(group))
      throw refusal(
        say('scriptGroupUnknown', { place: `{${group}}`, name, groups: match.groupNames.join(', ') }),
        set,
      )
}

function readPattern(source: string, matchCase: boolean, set: PropertySet): NamePattern {
  try {
    return new NamePattern(source, matchCase)
  } catch (error) {
    if (error instanceof DarkroomError) throw refusal(error.said, set)
    throw error
  }
}

function wrongValue(name: string, value: string, expected: NestedMessage, set: PropertySet): DarkroomError {
  return refusal(say('scriptValueWrong', { name, value, expected }), set)
}

/** `problem` goes on with a sentence, and has no full stop. */
function refusal(problem: Said, { id }: PropertySet): DarkroomError {
  return new DarkroomError('invalid-parameter', say('scriptWrong', { set: `ps|${id}`, problem }), {
    field: 'autoSetsArray',
  })
}

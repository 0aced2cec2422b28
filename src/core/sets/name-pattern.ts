import { RE2JS, RE2JSException } from 're2js'
import { DarkroomError } from '../errors.ts'
import { type NestedMessage, say } from '../messages/messages.ts'

export const maxPatternLength = 500

/** What a pattern found in a name. Groups of the pattern that took no part are absent. */
export interface NameMatch {
  /** What members of one set have in common. */
  readonly base: string
  /** What tells them apart; empty: the name has none. */
  readonly view: string
  /** Every named group. */
  readonly groups: Readonly<Record<string, string>>
}

/**
 * A regular expression over whole names with a group named `base`, and mostly one named `view`. The syntax is that of
 * RE2, whose time is linear in the name: no pattern of a client can hold a worker up.
 */
export class NamePattern {
  readonly #expression: RE2JS
  readonly groupNames: readonly string[]

  /** Throws `invalid-parameter`, without a full stop, for a pattern that can not be read or has no group `base`. */
  constructor(source: string, matchCase: boolean) {
    if (source.length > maxPatternLength)
      throw refusal(
        say('matchTooLong', { match: shown(source), length: source.length, max: maxPatternLength }),
      )
    try {
      this.#expression = RE2JS.compile(source, matchCase ? 0 : RE2JS.CASE_INSENSITIVE)
    } catch (error) {
      if (error instanceof RE2JSException)
        throw refusal(say('matchNoExpression', { match: shown(source), reason: error.message }))
      throw error
    }
    this.groupNames = Object.keys(this.#expression.namedGroups())
    if (!this.groupNames.includes('base'))
      throw refusal(say('matchNoBase', { match: shown(source), example: '(?<base>.+)-(?<view>[0-9]+)' }))
  }

  /** Undefined: the name as a whole does not match, or its base is empty. */
  match(name: string): NameMatch | undefined {
    const matcher = this.#expression.matcher(name)
    if (!matcher.matches()) return undefined
    const groups: Record<string, string> = {}
    for (const group of this.groupNames) {
      const found = matcher.group(group)
      if (found !== null) groups[group] = found
    }
    const { base = '', view = '' } = groups
    return base === '' ? undefined : { base, view, groups }
  }
}

function shown(source: string): string {
  return source.slice(0, 80)
}

function refusal(message: NestedMessage): DarkroomError {
  return new DarkroomError('invalid-parameter', message, { field: 'match' })
}

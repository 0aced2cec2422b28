import type { Modifier } from './modifiers.ts'

/** Names in lower case, without their `$`; values still encoded. */
export type Variables = ReadonlyMap<string, string>

/** The longest value that references may be replaced to, in characters. */
const maxSubstituted = 100_000

/** The variables that modifiers define (`$name=value`); of two definitions the last counts. */
export function variablesOf(modifiers: readonly Modifier[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const { name, value } of modifiers) if (/^\$[a-z0-9._-]+$/.test(name)) found.set(name.slice(1), value)
  return found
}

/**
 * The modifiers with their references (`$name$`) replaced by the variables' values, which are not looked at again; references to
 * variables that nobody defined stay as they are. Definitions are left out, and `layer=` and `effect=` are not touched.
 */
export function substitute(modifiers: readonly Modifier[], variables: Variables): Modifier[] {
  return modifiers
    .filter(({ name }) => !name.startsWith('$'))
    .map((modifier) =>
      modifier.name === 'layer' || modifier.name === 'effect'
        ? modifier
        : { name: modifier.name, value: replaced(modifier.value, variables) },
    )
}

function replaced(value: string, variables: Variables): string {
  if (variables.size === 0 || !value.includes('$')) return value
  const names = [...variables.keys()].map((name) => name.replaceAll('.', '\\.')).join('|')
  let length = value.length
  return value.replace(new RegExp(`\\$(${names})\\$`, 'gi'), (reference, name: string) => {
    const found = variables.get(name.toLowerCase()) ?? reference
    length += found.length
    return length > maxSubstituted ? reference : found
  })
}

/** The variables as the beginning of a query, for a request that is nested in this one. */
export function definitions(variables: Variables): string {
  return [...variables].map(([name, value]) => `$${name}=${value}&`).join('')
}

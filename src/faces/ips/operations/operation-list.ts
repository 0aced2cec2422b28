import type { AnyOperation } from '../operation.ts'

/** Operations sorted by name. Throws an `Error` that names the operation when two have one name. */
export function operationList(operations: readonly AnyOperation[]): readonly AnyOperation[] {
  const byName = new Map<string, AnyOperation>()
  for (const operation of operations) {
    if (byName.has(operation.name)) throw new Error(`The operation ${operation.name} is listed twice.`)
    byName.set(operation.name, operation)
  }
  return [...byName.values()].sort((one, other) => (one.name < other.name ? -1 : 1))
}

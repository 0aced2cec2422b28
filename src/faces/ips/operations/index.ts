import type { AnyOperation } from '../operation.ts'
import { operationAreas } from './operation-areas.ts'
import { operationList } from './operation-list.ts'

/** Every operation of the web service, carried out or not, sorted by name. */
export const operations: readonly AnyOperation[] = operationList(
  operationAreas.flatMap((area) => area.operations),
)

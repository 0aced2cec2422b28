import type { FileType } from '../documents/file-type.ts'
import { bad } from './repository-path.ts'

/** Which assets of a tree are processed. */
export interface AssetFilter {
  /** Empty: every type. */
  readonly fileTypes: readonly FileType[]
  /** Creation time in ms since 1970, both included; absent: no bound. */
  readonly startTime?: number
  readonly endTime?: number
  /** True: assets whose file was processed before without a failure are left out. */
  readonly filterProcessedAssets: boolean
}

/** Throws `invalid-parameter` when the times are the wrong way round. */
export function checkFilter({ startTime, endTime }: AssetFilter): void {
  if (startTime !== undefined && endTime !== undefined && startTime > endTime)
    throw bad('filter.startTime', `${startTime}`, `must not be after filter.endTime (${endTime})`)
}

import type { ConcurrencyLimit } from '../../core/concurrency-limit.ts'
import type { CompositionLimits } from '../../core/delivery/composition/limits.ts'
import type { DeliverySettings } from '../../core/delivery/settings.ts'
import type { BlobStore } from '../../core/ports.ts'
import type { Db } from '../../core/tables.ts'

/** What requests for pictures are answered from. */
export interface ImageServices {
  readonly db: Db
  readonly blobs: BlobStore
  readonly settings: DeliverySettings
  readonly renders: ConcurrencyLimit
  readonly limits: CompositionLimits
}

import type { DocumentStatus } from './document.ts'
import type { ParsedDocument } from './parsed-document.ts'

/** By its own messages, without its references. */
export function statusOf({ failed, messages }: ParsedDocument): DocumentStatus {
  if (failed) return 'Failed'
  return messages.some(({ severity }) => severity !== 'INFO') ? 'Warning' : 'Processed'
}

const order: readonly DocumentStatus[] = ['Processed', 'Warning', 'Failed']

export function worse(one: DocumentStatus, other: DocumentStatus): DocumentStatus {
  return order.indexOf(one) > order.indexOf(other) ? one : other
}

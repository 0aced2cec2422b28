import type { JobItem } from './job-kind.ts'

/** What an item is called in logs and replies: its file, else its number. */
export function itemName({ id, payload }: Pick<JobItem, 'id' | 'payload'>): string {
  return 'fileName' in payload ? String(payload.fileName) : `item ${id}`
}

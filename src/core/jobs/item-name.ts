import type { JobItem } from './job-kind.ts'

/** What an item is called in logs and replies: its file, where it has one with what that lies in, else its number. */
export function itemName({ id, payload }: Pick<JobItem, 'id' | 'payload'>): string {
  if ('shownAs' in payload) return String(payload.shownAs)
  return 'fileName' in payload ? String(payload.fileName) : `item ${id}`
}

/** For how many files an item stands in the counts of its job: 1, unless it says otherwise. */
export function itemFiles(payload: object): number {
  return 'files' in payload && typeof payload.files === 'number' ? payload.files : 1
}

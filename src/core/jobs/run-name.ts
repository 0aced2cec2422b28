/**
 * The name of one run of a job: the submitted name, '_' and the start as `yyyy-MM-dd-HH:mm:ss.SSS`, as the original
 * names them. In UTC, so that names sort by start whatever server made them.
 */
export function runName(originalName: string, start: Date): string {
  return `${originalName}_${start.toISOString().replace('T', '-').replace('Z', '')}`
}

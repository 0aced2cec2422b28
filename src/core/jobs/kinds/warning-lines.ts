import type { Said } from '../../messages/messages.ts'
import type { LogLine } from '../job-log.ts'

/** A log line for each warning about a file. */
export function warningLines(
  file: string,
  warnings: readonly Said[],
  asset: NonNullable<LogLine['asset']>,
): LogLine[] {
  return warnings.map((warning) => ({
    type: 'UploadWarning',
    message: 'fileWarning',
    args: { file, warning },
    asset,
  }))
}

import type { DocumentOutcome } from '../documents/document.ts'
import { type FileType, fileTypeOf } from '../documents/file-type.ts'
import type { ItemResult } from '../jobs/job-kind.ts'
import type { LogLine } from '../jobs/job-log.ts'
import type { AssetDone } from './claim-assets.ts'
import { linesOf } from './documents-step.ts'
import type { JcrItem, WriteBackItem } from './items.ts'
import type { RunLine } from './run-log.ts'

/** What came of one file of a JCR repository, whichever way it was processed. */
export interface JcrOutcome {
  /** In that repository. */
  readonly path: string
  readonly fileType: FileType
  /** Undefined: there is no asset of it. */
  readonly done: AssetDone | undefined
  readonly isWarning: boolean
  readonly lines: readonly RunLine[]
}

/** Of a file that can not be fetched or processed. */
export function failedFile(path: string, reason: string, done?: AssetDone): JcrOutcome {
  const lines: readonly RunLine[] = [{ severity: 'ERROR', text: `${path}: Failed: ${reason}` }]
  return { path, fileType: fileTypeOf(path, ''), done, isWarning: false, lines }
}

/** Of a document whose place in the JCR repository is `path`. */
export function documentOutcome(outcome: DocumentOutcome, path: string, originalKey: string): JcrOutcome {
  const { assetId, status, guid, fileType } = outcome
  return {
    path,
    fileType,
    isWarning: status === 'Warning',
    lines: linesOf({ ...outcome, path }),
    done: { assetId, guid, status: status === 'Failed' ? 'FAILURE' : 'SUCCESS', originalKey },
  }
}

/** The properties for the JCR repository; `guids` are those that the assets have. */
export function writesOf(
  nodes: JcrItem['nodes'],
  outcomes: readonly JcrOutcome[],
  guids: ReadonlyMap<number, string>,
): WriteBackItem['writes'] {
  const byPath = new Map(nodes.map((node) => [node.path, node]))
  return outcomes.flatMap(({ path, fileType, done }) => {
    const node = byPath.get(path)
    if (!node || !done) return []
    const fmUuid = guids.get(done.assetId) ?? done.guid
    return [{ node, properties: { fmUuid, fmFileType: fileType, fmProcessingStatus: done.status } }]
  })
}

/** How an item counts of which so many files were put back; those of neither kind had nothing to be done. */
export function jcrResult(
  { fileName, files }: Pick<JcrItem, 'fileName' | 'files'>,
  outcomes: readonly JcrOutcome[],
  back: number,
): ItemResult {
  const failed = outcomes.filter(({ done }) => done?.status !== 'SUCCESS')
  const success = outcomes.length - failed.length
  const warning = outcomes.filter(({ isWarning }) => isWarning).length
  const lines: LogLine[] = failed.map(({ path, lines: [line] }) => ({
    type: 'ReoptimizeFailure',
    message: 'reprocessFailed',
    args: { file: path, reason: line?.text ?? '' },
  }))
  if (success > 0) lines.push({ type: 'ReoptimizeSuccess', message: 'reprocessed', args: { file: fileName } })
  return {
    outcome: success > 0 ? 'update' : failed.length > 0 ? 'error' : 'duplicate',
    counts: {
      total: -back,
      update: success,
      duplicate: files - outcomes.length - back,
      error: failed.length,
      warning,
    },
    warnings: warning,
    lines,
  }
}

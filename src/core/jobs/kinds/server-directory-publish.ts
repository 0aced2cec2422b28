import { publishedFiles } from '../../publishing/published-files.ts'
import { replaceTree } from '../../publishing/replace-tree.ts'
import { type Unwritten, writeFiles } from '../../publishing/write-files.ts'
import type { Tx } from '../../tables.ts'
import type { JobKind } from '../job-kind.ts'
import { logLines } from '../job-log.ts'
import { addToTally } from '../totals.ts'
import { publishKind } from './publish-kind.ts'

/**
 * Writes marked images, templates and spin sets to a folder of the server (IPS ServerDirectoryPublishJob):
 * `<publishFolder>/<company root>/...`, with the folders and file names of the repository. A file that can not be
 * written there is a warning.
 */
export function serverDirectoryPublishJob(publishFolder: string): JobKind {
  return publishKind({
    name: 'serverDirectoryPublishJob',
    type: 'ServerDirectory',
    afterwards: async (tx, { blobs, job, company, signal, hold }, context) => {
      const name = company.root_folder.slice(0, -1)
      await replaceTree(publishFolder, name, async (tree) => {
        for await (const files of publishedFiles(tx, company.id, context.name)) {
          signal.throwIfAborted()
          await warn(tx, job.id, await writeFiles(blobs, tree, files))
        }
        // The switch to the new tree comes next.
        await hold(tx)
      })
    },
  })
}

async function warn(tx: Tx, jobId: number, unwritten: readonly Unwritten[]): Promise<void> {
  await logLines(
    tx,
    jobId,
    unwritten.map(({ file, reason }) => ({
      type: 'ServerDirectoryPublishWarning',
      message: 'notWritten',
      args: { file: file.path, reason: { message: reason } },
      asset: { id: file.asset_id, name: file.name, type: file.type },
    })),
  )
  if (unwritten.length > 0) await addToTally(tx, jobId, { warning: unwritten.length })
}

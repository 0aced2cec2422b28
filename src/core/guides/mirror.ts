import type { Selectable } from 'kysely'
import type { AssetTable } from '../assets/asset.table.ts'
import { targetPath } from '../assets/target-path.ts'
import type { ItemContext } from '../jobs/job-kind.ts'
import { ingest } from '../jobs/kinds/ingest.ts'
import { holdNames } from '../jobs/store-items.ts'
import type { Said } from '../messages/messages.ts'
import type { ContentRepository, RepositoryNode } from '../ports.ts'
import type { ProcessingLimits } from '../processing/processor.ts'
import { repositoryRoot } from './repository-path.ts'

/** A file of a JCR repository as darkroom has it. */
export interface Mirrored {
  readonly asset: Selectable<AssetTable> & { readonly original_key: string }
  /** What processing it told; undefined: it was there with the same content, so it was not processed. */
  readonly warnings: readonly Said[] | undefined
}

/** Whatever the company says: a file of another folder is never replaced, and nothing is published by being fetched. */
const asMirrored = {
  overwrite: true,
  readyForPublish: false,
  preservePublishState: true,
  createMask: false,
  emailSetting: 'None',
} as const

/**
 * Fetches a file of a JCR repository into the folder of the company that mirrors it, processed as uploads are. A file that is there
 * already with the same content is left as it is. Throws like `ContentRepository.download` and the processors.
 */
export async function mirror(
  context: ItemContext,
  repository: ContentRepository,
  { limits, folder }: { readonly limits: ProcessingLimits; readonly folder: string },
  node: Pick<RepositoryNode, 'path' | 'kind'>,
): Promise<Mirrored> {
  const { db, blobs, company, signal } = context
  const target = targetPath(company.root_folder, folder, node.path.slice(repositoryRoot.length + 1))
  const resource = await repository.download(node, signal)
  const staged = await blobs.stage(resource.body, signal)
  const { key, size } = await staged.commit()
  const find = async () =>
    await db
      .selectFrom('asset')
      .selectAll()
      .$narrowType<{ original_key: string }>()
      .where('company_id', '=', company.id)
      .where('folder_id', '=', await context.folderId(target.folder))
      .where('file_name', '=', target.fileName)
      .where('trash_state', '=', 'NotInTrash')
      .executeTakeFirst()
  const there = await find()
  if (there?.original_key === key) return { asset: there, warnings: undefined }
  const own = { ...context, company: { ...company, overwrite_mode: 'OverwriteFullName' } }
  const store = await ingest(own, limits, asMirrored, { ...target, key, size })
  const { lines } = await db.transaction().execute(async (tx) => {
    await holdNames(tx, company.id, [store])
    return await store(tx)
  })
  const stored = await find()
  if (!stored) throw new Error(`${target.folder}${target.fileName} was not stored`)
  const warnings = lines.flatMap(({ message, args }): Said[] =>
    message === 'fileWarning' && args?.warning !== undefined && typeof args.warning !== 'number'
      ? [args.warning]
      : [],
  )
  return { asset: stored, warnings }
}

import { publishCatalogue } from '../../publishing/publish-catalogue.ts'
import { type PublishContext, publishContextFor } from '../../publishing/publish-context.ts'
import type { PublishContextType } from '../../publishing/publishing.table.ts'
import type { Tx } from '../../tables.ts'
import type { FinishContext, JobKind } from '../job-kind.ts'

/** How one kind of publish job differs from the others. */
export interface PublishKind {
  /** The IPS element. */
  readonly name: string
  /** Which assets it takes, and the type of the contexts that it may publish to. */
  readonly type: PublishContextType
  readonly subType?: (params: object) => string
  /** Whether assets that are as they were at the last publish are left alone. Absent: they are. */
  readonly onlyChanged?: (params: object) => boolean
  /** What else is to be done in the transaction, once the catalogue is as it will be. */
  readonly afterwards?: (tx: Tx, context: FinishContext, published: PublishContext) => Promise<void>
}

/** A job that releases the marked assets of some types to a publish context, all at once. */
export function publishKind({ name, type, subType, onlyChanged, afterwards }: PublishKind): JobKind {
  return {
    name,
    typeName: `${type}Publish`,
    log: {
      begin: `Begin${type}Publish`,
      beginMessage: 'beginPublish',
      end: `End${type}Publish`,
      endMessage: 'endPublish',
      error: `${type}PublishError`,
    },
    subType: subType ?? (() => ''),
    check: async (db, companyId, params) => {
      await publishContextFor(db, companyId, type, contextHandleOf(params))
    },
    leftUndone: () => 'notPublished',
    finish: async (tx, finishContext) => {
      const { job, company } = finishContext
      const context = await publishContextFor(tx, company.id, type, contextHandleOf(job.params))
      await publishCatalogue(tx, {
        companyId: company.id,
        rootFolder: company.root_folder,
        context,
        onlyChanged: onlyChanged?.(job.params) ?? true,
        jobId: job.id,
      })
      await afterwards?.(tx, finishContext, context)
    },
  }
}

function contextHandleOf(params: object): string | undefined {
  return 'contextHandle' in params ? String(params.contextHandle) : undefined
}

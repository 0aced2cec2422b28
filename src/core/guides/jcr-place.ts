import type { Company } from '../accounts/company.ts'
import { targetPath } from '../assets/target-path.ts'
import type { MirrorFolder } from '../documents/mirror-folder.ts'
import type { ContentRepository } from '../ports.ts'
import type { Db } from '../tables.ts'
import { TransientError } from '../transient-error.ts'

/** The JCR repository beside darkroom's own, whose it is, and where darkroom keeps what it fetches of it. */
export interface JcrPlace {
  readonly repository: ContentRepository
  /** Below the company's root, with a closing slash. */
  readonly folder: string
  /** The name of the company; undefined: the first one. */
  readonly company: string | undefined
}

/** A client waits so long for the JCR repository to say what is there. */
const askJcrMs = 15_000

/** The company that a JCR repository belongs to; undefined: there is none of the name. */
export async function ownerOf(db: Db, jcr: Pick<JcrPlace, 'company'>) {
  return await db
    .selectFrom('company')
    .select(['id', 'root_folder'])
    .$if(jcr.company !== undefined, (query) => query.where('name', '=', jcr.company ?? ''))
    .orderBy('id')
    .executeTakeFirst()
}

/** The folder of a company that keeps what is fetched. */
export function mirrorIn(
  { root_folder: root }: Pick<Company, 'root_folder'>,
  { folder }: Pick<JcrPlace, 'folder'>,
): MirrorFolder {
  return { root, folder: targetPath(root, folder, 'file').folder }
}

/** The same, where the JCR repository belongs to that company. */
export async function mirrorOf(
  db: Db,
  company: Pick<Company, 'id' | 'root_folder'>,
  jcr: JcrPlace | undefined,
): Promise<MirrorFolder | undefined> {
  if (!jcr || (await ownerOf(db, jcr))?.id !== company.id) return undefined
  return mirrorIn(company, jcr)
}

/** Which of the paths the repository has. Throws a TransientError when it does not say so within 15 seconds. */
export async function pathsInJcr(
  repository: ContentRepository,
  paths: readonly string[],
): Promise<ReadonlySet<string>> {
  const signal = AbortSignal.timeout(askJcrMs)
  try {
    const nodes = await Promise.all(paths.map(async (path) => await repository.node(path, signal)))
    return new Set(paths.filter((_, index) => nodes[index] !== undefined))
  } catch (error) {
    if (!signal.aborted) throw error
    throw new TransientError(`The JCR repository did not answer within ${askJcrMs / 1000} seconds.`, {
      cause: error,
    })
  }
}

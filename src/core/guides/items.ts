import type { RepositoryNode } from '../ports.ts'

/** Finds further assets and adds the items for them. */
export interface WalkItem {
  readonly step: 'walk'
  readonly fileName: string
  readonly files: 0
}

/** Counts the assets that the walk will find. */
export interface CountItem {
  readonly step: 'count'
  readonly fileName: string
  readonly files: 0
}

/** Adds the items that earlier runs left. */
export interface TakeUpItem {
  readonly step: 'takeUp'
  readonly fileName: string
  readonly files: 0
}

/** Documents that are processed together, or one other file. */
export interface AssetsItem {
  readonly step: 'documents' | 'file'
  /** What logs call it. */
  readonly fileName: string
  readonly assetIds: readonly number[]
  /** How many they are, for the counts of the job. */
  readonly files: number
}

/** Where a file of a JCR repository is. */
export type JcrNode = Pick<RepositoryNode, 'path' | 'kind'>

/** Files of a JCR repository. */
export interface JcrItem {
  readonly step: 'jcr'
  readonly fileName: string
  readonly nodes: readonly JcrNode[]
  readonly files: number
}

/** What became of files of a JCR repository, to be written there. */
export interface WriteBackItem {
  readonly step: 'writeBack'
  readonly fileName: string
  readonly files: 0
  readonly writes: readonly {
    readonly node: JcrNode
    readonly properties: Readonly<Record<string, string>>
  }[]
}

/** What an item of a processing's job is about. */
export type ProcessingItem = WalkItem | CountItem | TakeUpItem | AssetsItem | JcrItem | WriteBackItem

export const walkItem: WalkItem = { step: 'walk', fileName: 'the walk through the folders', files: 0 }
export const takeUpItem: TakeUpItem = { step: 'takeUp', fileName: 'what was left to do', files: 0 }
export const countItem: CountItem = { step: 'count', fileName: 'the count of the files', files: 0 }

/** An item for assets whose first one lies at a path. */
export function assetsItem(
  step: AssetsItem['step'],
  assetIds: readonly number[],
  firstPath: string,
): AssetsItem {
  const files = assetIds.length
  const fileName = files === 1 ? firstPath : `${firstPath} and ${files - 1} more`
  return { step, fileName: fileName.slice(0, 500), assetIds, files }
}

/** An item for files of a JCR repository. */
export function jcrItem(nodes: readonly JcrNode[]): JcrItem {
  const [first] = nodes
  const more = nodes.length === 1 ? '' : ` and ${nodes.length - 1} more`
  return {
    step: 'jcr',
    fileName: `${first?.path ?? ''}${more}`.slice(0, 500),
    nodes: nodes.map(({ path, kind }) => ({ path, kind })),
    files: nodes.length,
  }
}

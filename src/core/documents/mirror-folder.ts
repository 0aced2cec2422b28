import { type DocumentPlace, repositoryRoot } from './link-target.ts'

/**
 * A folder of a company that keeps what was fetched of another repository: '/content/dam/site/a.dita' of that one lies in it as
 * 'Demo/jcr/site/a.dita'. Paths whose first folder is the company's are never the other repository's.
 */
export interface MirrorFolder {
  /** 'Demo/' */
  readonly root: string
  /** 'Demo/jcr/' */
  readonly folder: string
}

/** Where a path that a document names ('site/a.dita') is kept: 'Demo/jcr/site/a.dita'. Without a mirror, and of the company's own, as it is. */
export function keptPath(mirror: MirrorFolder | undefined, path: string): string {
  return mirror === undefined || `${path}/`.startsWith(mirror.root) ? path : mirror.folder + path
}

/** Where links of a document start from: of one in the mirror its place in the other repository. */
export function linkingPlace(mirror: MirrorFolder | undefined, place: DocumentPlace): DocumentPlace {
  return { ...place, folder: mirroredPath(mirror, place.folder) }
}

/** What a kept path ('Demo/jcr/site/a.dita') is in the other repository: 'site/a.dita'. One that is not in the mirror stays as it is. */
export function mirroredPath(mirror: MirrorFolder | undefined, path: string): string {
  return mirror !== undefined && path.startsWith(mirror.folder) ? path.slice(mirror.folder.length) : path
}

/** A text for readers, with the full paths in it as they are in the other repository. */
export function mirroredText(mirror: MirrorFolder | undefined, text: string): string {
  return mirror === undefined ? text : text.replaceAll(`${repositoryRoot}${mirror.folder}`, repositoryRoot)
}

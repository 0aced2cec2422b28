/** A place in a tree: everything up to and including it has been seen. */
export interface TreeCursor {
  /** Of darkroom, the folder ('Demo/shoes/'); of a JCR repository, the path of the node seen last. */
  readonly path: string
  /** The number of the asset in the folder that was seen last; 0 in a JCR repository. */
  readonly id: number
}

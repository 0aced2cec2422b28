import { fileTypeOf } from '../documents/file-type.ts'
import { type AssetsItem, assetsItem } from './items.ts'
import { outsidePath } from './repository-path.ts'
import type { TreeAsset } from './walk-tree.ts'

/** Documents of one item: so many that storing them costs little for each, and few enough to be done in a second or two. */
export const documentsOfItem = 200
/** Bytes of the documents of one item; a larger document is an item of its own. */
export const bytesOfItem = 8 * 1024 * 1024

/**
 * Makes items of assets as a walk finds them: documents are put together, any other file is an item of its own, since processing
 * it takes long.
 */
export class ItemCollector {
  readonly #items: AssetsItem[] = []
  #documents: TreeAsset[] = []
  #bytes = 0

  /** Items so far, the one that is being filled included. */
  get size(): number {
    return this.#items.length + (this.#documents.length > 0 ? 1 : 0)
  }

  add(asset: TreeAsset): void {
    if (fileTypeOf(asset.file_name, asset.mime_type) === 'OTHERS') {
      this.#items.push(assetsItem('file', [asset.id], outsidePath(asset.folder, asset.file_name)))
      return
    }
    if (this.#documents.length >= documentsOfItem || this.#bytes + asset.size > bytesOfItem) this.#close()
    this.#documents.push(asset)
    this.#bytes += asset.size
  }

  /** All items; nothing may be added afterwards. */
  items(): readonly AssetsItem[] {
    this.#close()
    return this.#items
  }

  #close(): void {
    const [first] = this.#documents
    if (first === undefined) return
    const ids = this.#documents.map(({ id }) => id)
    this.#items.push(assetsItem('documents', ids, outsidePath(first.folder, first.file_name)))
    this.#documents = []
    this.#bytes = 0
  }
}

import {
  type PublishedCompany,
  publishedCompany,
  publishedImages,
} from '../../publishing/catalogue.queries.ts'
import type { PublishedImage } from '../../publishing/smart-crop-entry.ts'
import type { Db } from '../../tables.ts'
import { pictureOf } from '../set-members.ts'

/** Finds the published pictures that a request names, and remembers which they were. */
export class SourceFinder {
  readonly #db: Db
  readonly #company: PublishedCompany
  readonly #known = new Map<string, PublishedImage | undefined>()
  readonly #used = new Map<string, PublishedImage>()

  /** @param company of the path of the request: names without a root are looked up there */
  constructor(db: Db, company: PublishedCompany) {
    this.#db = db
    this.#company = company
  }

  /** Looks all of them up at once, so that `find` answers from memory. */
  async load(objects: readonly string[]): Promise<void> {
    const names = [...new Set(objects)].filter((object) => !this.#known.has(object))
    if (names.length === 0) return
    const found = await publishedImages(this.#db, this.#company.id, names)
    for (const name of names) this.#known.set(name, found.get(name))
    const elsewhere = names.filter((name) => !found.has(name) && name.indexOf('/') > 0)
    for (const [root, objects] of byRoot(elsewhere)) await this.#loadFrom(root, objects)
  }

  /** `<name>` of the company, or `<root>/<name>` of any; undefined when it is not published. Of a set it is the first picture. */
  async find(object: string): Promise<PublishedImage | undefined> {
    await this.load([object])
    const entry = this.#known.get(object)
    if (entry) this.use(entry)
    const picture = entry && (await pictureOf(this.#db, entry))
    if (picture) this.use(picture)
    return picture
  }

  /** Counts an entry as used that was found in another way. */
  use(entry: PublishedImage): void {
    this.#used.set(`${entry.context} ${entry.asset_id} ${entry.name}`, entry)
  }

  /** All entries that were found. */
  get used(): readonly PublishedImage[] {
    return [...this.#used.values()]
  }

  async #loadFrom(root: string, objects: readonly string[]): Promise<void> {
    const company = await publishedCompany(this.#db, root)
    if (!company) return
    const nameOf = (object: string) => object.slice(root.length + 1)
    const found = await publishedImages(this.#db, company.id, objects.map(nameOf))
    for (const object of objects) this.#known.set(object, found.get(nameOf(object)))
  }
}

function byRoot(objects: readonly string[]): ReadonlyMap<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const object of objects) {
    const root = object.slice(0, object.indexOf('/'))
    groups.set(root, [...(groups.get(root) ?? []), object])
  }
  return groups
}

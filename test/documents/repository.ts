import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureFolder } from '../../src/core/assets/folder.ts'
import { checkDependants } from '../../src/core/documents/check-dependants.ts'
import type { DocumentAsset, DocumentOutcome } from '../../src/core/documents/document.ts'
import type { DocumentLimits } from '../../src/core/documents/document-limits.ts'
import type { MirrorFolder } from '../../src/core/documents/mirror-folder.ts'
import { processDocuments } from '../../src/core/documents/process-documents.ts'
import type { Db, Tables } from '../../src/core/tables.ts'
import { connect, type Database } from '../../src/infrastructure/database/connect.ts'
import { placeOfBlob } from '../../src/infrastructure/storage/blob-folders.ts'
import { FileBlobStore } from '../../src/infrastructure/storage/file.ts'
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts'

const root = '/content/dam/'

/** A repository of documents: assets in a real database, files in a folder; no server. */
export class DocumentRepository {
  readonly db: Db
  readonly files: FileBlobStore
  readonly companyId: number
  /** Of the documents that are processed and checked from now on. */
  mirror: MirrorFolder | undefined
  readonly #database: Database<Tables>
  readonly #testDatabase: TestDatabase
  readonly #folder: string
  readonly #userId: number
  readonly #assets = new Map<string, DocumentAsset>()

  private constructor(
    database: Database<Tables>,
    testDatabase: TestDatabase,
    files: FileBlobStore,
    folder: string,
    ids: { companyId: number; userId: number },
  ) {
    this.db = database.db
    this.#database = database
    this.#testDatabase = testDatabase
    this.files = files
    this.#folder = folder
    this.companyId = ids.companyId
    this.#userId = ids.userId
  }

  static async open(): Promise<DocumentRepository> {
    const testDatabase = await createTestDatabase()
    const database = await connect<Tables>(testDatabase.url)
    const { db } = database
    const company = await db
      .insertInto('company')
      .values({ name: 'Demo', root_folder: 'Demo/' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const user = await db
      .insertInto('user_account')
      .values({ email: 'writer@localhost', password_hash: '' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const folder = await mkdtemp(join(tmpdir(), 'darkroom-documents-'))
    const files = await FileBlobStore.open(folder)
    return new DocumentRepository(database, testDatabase, files, folder, {
      companyId: company.id,
      userId: user.id,
    })
  }

  async close(): Promise<void> {
    await this.#database.close()
    await this.#testDatabase.drop()
    await rm(this.#folder, { recursive: true })
  }

  /** Adds a file ('a.dita', 'x/b.dita', below Demo/), or replaces it by another version. */
  async put(name: string, content: string | Uint8Array): Promise<DocumentAsset> {
    const bytes = Buffer.from(content)
    const key = randomBytes(32).toString('hex')
    // The store would wait for the disk with each of thousands.
    await writeFile(join(this.#folder, 'blobs', placeOfBlob(key)), bytes)
    const path = `${root}Demo/${name}`
    const before = this.#assets.get(path)
    const asset = before
      ? { ...before, originalKey: key, size: bytes.length, version: before.version + 1 }
      : await this.#insert(path, key, bytes.length)
    if (before)
      await this.db
        .updateTable('asset')
        .set({ original_key: key, size: bytes.length, version: asset.version })
        .where('id', '=', asset.assetId)
        .execute()
    this.#assets.set(path, asset)
    return asset
  }

  /** Puts files and processes them, all in one batch. */
  async processed(
    files: Readonly<Record<string, string | Uint8Array>>,
  ): Promise<Map<string, DocumentOutcome>> {
    for (const [name, content] of Object.entries(files)) await this.put(name, content)
    return await this.process(Object.keys(files))
  }

  /** Processes files in one batch; outcomes by name. */
  async process(names: readonly string[], limits?: DocumentLimits): Promise<Map<string, DocumentOutcome>> {
    const batch = names.map((name) => this.asset(name))
    const store = await processDocuments({ ...this.#context(), ...(limits && { limits }) }, batch)
    return byName(await this.db.transaction().execute(async (tx) => await store(tx)))
  }

  /** Lets dependants be checked to the end; the last outcome of each. */
  async settle(): Promise<Map<string, DocumentOutcome>> {
    const outcomes: DocumentOutcome[] = []
    for await (const some of checkDependants(this.#context())) outcomes.push(...some)
    return byName(outcomes)
  }

  asset(name: string): DocumentAsset {
    const asset = this.#assets.get(`${root}Demo/${name}`)
    if (!asset) throw new Error(`there is no ${name}`)
    return asset
  }

  async row(name: string) {
    return await this.db
      .selectFrom('document')
      .selectAll()
      .where('asset_id', '=', this.asset(name).assetId)
      .executeTakeFirstOrThrow()
  }

  async metadata(name: string): Promise<Readonly<Record<string, string>>> {
    const { metadata } = await this.db
      .selectFrom('asset')
      .select('metadata')
      .where('id', '=', this.asset(name).assetId)
      .executeTakeFirstOrThrow()
    return metadata
  }

  #context() {
    return {
      db: this.db,
      files: this.files,
      companyId: this.companyId,
      mirror: this.mirror,
      signal: new AbortController().signal,
    }
  }

  async #insert(path: string, key: string, size: number): Promise<DocumentAsset> {
    const slash = path.lastIndexOf('/') + 1
    const fileName = path.slice(slash)
    const folderId = await ensureFolder(this.db, this.companyId, path.slice(root.length, slash))
    const { id } = await this.db
      .insertInto('asset')
      .values({
        company_id: this.companyId,
        folder_id: folderId,
        name: fileName.replace(/\.\w+$/, ''),
        file_name: fileName,
        type: 'Xml',
        served_as: 'content',
        ready_for_publish: false,
        original_key: key,
        size,
        mime_type: 'application/xml',
        created_by: this.#userId,
        modified_by: this.#userId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { assetId: id, path, fileName, originalKey: key, size, version: 1 }
  }
}

/** The texts of the messages about a document. */
export function texts(outcomes: ReadonlyMap<string, DocumentOutcome>, name: string): string[] {
  return (outcomes.get(name)?.messages ?? []).map(({ text }) => text)
}

function byName(outcomes: readonly DocumentOutcome[]): Map<string, DocumentOutcome> {
  return new Map(outcomes.map((outcome) => [outcome.path.slice(`${root}Demo/`.length), outcome]))
}

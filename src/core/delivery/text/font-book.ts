import type { BlobStore } from '../../ports.ts'
import type { Db } from '../../tables.ts'
import { type ChosenFont, chooseFont, type FontWish } from './choose-font.ts'
import { type FontFace, readFontFaces } from './font-file.ts'
import { systemFonts } from './system-fonts.ts'

/** Fonts of a company that are looked at; the newest ones. */
const maxCompanyFonts = 500

/** Faces of published files, by the key of their content, which never changes. */
const facesByKey = new Map<string, readonly FontFace[]>()
const maxRemembered = 2_000

export interface FontSources {
  readonly db: Db
  readonly blobs: BlobStore
  readonly companyId: number
}

/** The fonts that text of one company can have: its published Font assets first, then those of this machine. */
export class FontBook {
  readonly #sources: FontSources
  #faces: Promise<readonly FontFace[]> | undefined
  readonly #versions: string[] = []

  constructor(sources: FontSources) {
    this.#sources = sources
  }

  /** The face that comes nearest to what is wanted; undefined when there is no font at all. */
  async choose(wish: FontWish): Promise<ChosenFont | undefined> {
    return chooseFont(await this.faces(), wish)
  }

  /** All faces, those to prefer first. They are looked up with the first text. */
  faces(): Promise<readonly FontFace[]> {
    this.#faces ??= this.#read()
    return this.#faces
  }

  /** Names the company's fonts of now, for entity tags; empty while no text was laid out. */
  get versions(): readonly string[] {
    return this.#versions
  }

  async #read(): Promise<readonly FontFace[]> {
    const { db, companyId } = this.#sources
    const fonts = await db
      .selectFrom('catalogue_entry')
      .select(['asset_id', 'asset_version', 'original_key'])
      .where('company_id', '=', companyId)
      .where('context', '=', 'ImageServing')
      .where('type', '=', 'Font')
      .where('original_key', 'is not', null)
      .$narrowType<{ original_key: string }>()
      .orderBy('modified_at', 'desc')
      .orderBy('asset_id')
      .limit(maxCompanyFonts)
      .execute()
    const own = await Promise.all(fonts.map(async ({ original_key }) => await this.#facesOf(original_key)))
    this.#versions.push(...fonts.map((font) => `${font.asset_id}.${font.asset_version}`))
    return [...own.flat(), ...(await systemFonts())]
  }

  /** A font whose file is lost or broken is passed over. */
  async #facesOf(key: string): Promise<readonly FontFace[]> {
    const known = facesByKey.get(key)
    if (known) return known
    try {
      const faces = await readFontFaces(await this.#sources.blobs.localPath(key))
      if (facesByKey.size >= maxRemembered) facesByKey.clear()
      facesByKey.set(key, faces)
      return faces
    } catch {
      return []
    }
  }
}

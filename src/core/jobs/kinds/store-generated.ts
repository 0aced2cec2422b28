import type { CropRect } from '../../assets/asset.table.ts'
import { setAssetWords } from '../../assets/asset-words.ts'
import { ensureFolder } from '../../assets/folder.ts'
import { freeFileName } from '../../assets/free-file-name.ts'
import { setImageMapsOfFile } from '../../assets/image-map.ts'
import type { Asset } from '../../assets/same-asset.ts'
import { insertAsset, lockAssetName, switchAsset } from '../../assets/store-asset.ts'
import { assetNameOf } from '../../assets/target-path.ts'
import { type Said, say } from '../../messages/messages.ts'
import { replaceSetMembers } from '../../sets/set-members.ts'
import type { Tx } from '../../tables.ts'
import type { CropRules } from './crop-rules.ts'
import { type FormerPart, formerParts, markParts, trashParts } from './former-parts.ts'
import type { GeneratedContent } from './generated-content.ts'
import { relativeUrls } from './relative-urls.ts'

export interface StoreGenerated {
  /** As it was just stored. */
  readonly originator: Asset
  /** The folder of the originator, with a closing slash. */
  readonly folder: string
  readonly userId: number
  /** Whether parts that were made before keep their publish state; false: they take the originator's. Absent: true. */
  readonly keepPublishState?: boolean
  /** True: parts that are not made this time stay. Absent: false. */
  readonly keepsFormer?: boolean
  /** Absent: nothing was said about parts, and those that were made before stay. */
  readonly generated?: readonly GeneratedContent[] | undefined
  readonly crops: CropRules
  /** For the log; more are added. */
  readonly warnings: Said[]
}

/**
 * Stores the assets that a file became beside its own, in the transaction that stores its own. A part that was made
 * before gets a new version; one that is not made any more goes to the trash. New parts take the originator's publish
 * state. Returns the assets in the order of `generated`.
 */
export async function storeGenerated(tx: Tx, request: StoreGenerated): Promise<Asset[]> {
  const { originator, generated = [], keepPublishState = true } = request
  const former = await formerParts(tx, originator)
  const stored = new Map<string, Asset>([['', originator]])
  // Texts, sets and templates name the others, so they come last.
  for (const one of [...generated].sort((a, b) => rank(a) - rank(b))) {
    const asset = await storeOne(tx, request, one, former.get(one.asset.part), stored)
    stored.set(one.asset.part, asset)
    await linkOne(tx, originator, one, asset)
    if (one.asset.kind === 'file') {
      await setImageMapsOfFile(tx, asset.id, one.asset.imageMaps ?? [])
      await setAssetWords(tx, asset, one.asset.words ?? [])
    }
    if (one.asset.kind === 'set') {
      const members = one.asset.members.map((part) => ({
        assetId: required(stored, part).id,
        pageReset: true,
      }))
      await replaceSetMembers(tx, asset.id, members)
    }
  }
  const others = [...former.values()].filter(({ part }) => !stored.has(part))
  if (!request.generated || request.keepsFormer) {
    if (!keepPublishState) await markParts(tx, others, originator.ready_for_publish)
  } else await trashParts(tx, others)
  return generated.map(({ asset }) => required(stored, asset.part))
}

async function storeOne(
  tx: Tx,
  { originator, folder, userId, keepPublishState = true, crops, warnings }: StoreGenerated,
  { asset, content: made, keepText }: GeneratedContent,
  former: FormerPart | undefined,
  stored: ReadonlyMap<string, Asset>,
): Promise<Asset> {
  const folderId =
    asset.folder === ''
      ? originator.folder_id
      : await ensureFolder(tx, originator.company_id, folder + asset.folder)
  let content = made
  let crop: CropRect | null = null
  if (asset.kind === 'file') {
    const about: Said[] = []
    crop = crops.cropFor(asset, former, about)
    warnings.push(
      ...about.map((reason) => say('aboutFile', { file: former?.file_name ?? asset.fileName, reason })),
    )
    content = { ...made, smartCrops: crops.smartCropsFor(asset, former) }
  }
  if (asset.kind === 'template')
    content = { ...made, definition: asset.definition((part) => required(stored, part).name) }
  if (asset.kind === 'text') {
    const urlOf = await relativeUrls(tx, former?.folder_id ?? folderId, [...stored.values()])
    const { key, size } = await keepText(asset.text((part) => urlOf(required(stored, part))))
    content = { ...made, originalKey: key, size }
  }
  await lockAssetName(tx, originator.company_id, assetNameOf(asset.fileName))
  if (former)
    return await switchAsset(tx, former, {
      fileName: former.file_name,
      userId,
      content,
      crop,
      readyForPublish: keepPublishState ? former.ready_for_publish : originator.ready_for_publish,
    })
  return await insertAsset(tx, {
    companyId: originator.company_id,
    folderId,
    fileName: await freeFileName(tx, folderId, asset.fileName),
    userId,
    content,
    crop,
    readyForPublish: originator.ready_for_publish,
  })
}

async function linkOne(tx: Tx, originator: Asset, { asset }: GeneratedContent, stored: Asset): Promise<void> {
  const { part, engine } = asset
  const attributes = JSON.stringify(asset.attributes)
  // A part whose asset is in the trash is made anew, and the link goes to the new one.
  await tx
    .deleteFrom('asset_generation')
    .where('originator_id', '=', originator.id)
    .where('part', '=', part)
    .execute()
  await tx
    .insertInto('asset_generation')
    .values({ generated_id: stored.id, originator_id: originator.id, part, engine, attributes })
    .execute()
}

function rank({ asset }: GeneratedContent): number {
  return { file: 0, text: 1, set: 2, template: 3 }[asset.kind]
}

function required(stored: ReadonlyMap<string, Asset>, part: string): Asset {
  const asset = stored.get(part)
  if (!asset) throw new Error(`the part ${part} was not made`)
  return asset
}

import type { AssetContent } from '../../assets/store-asset.ts'
import type { BlobFacts } from '../../ports.ts'
import type { GeneratedAsset, GeneratedFile } from '../../processing/generated-asset.ts'
import type { ProcessingOptions } from '../../processing/processor.ts'

/** An asset that a file becomes beside its own, its files in the storage. */
export interface GeneratedContent {
  readonly asset: GeneratedAsset
  /** Of a text: without its file, which is written when the names of the others are known. */
  readonly content: AssetContent
  readonly keepText: (text: string) => Promise<BlobFacts>
}

/** Keeps the files of a generated asset, each with `adopt` under the role `<part>/<role>`. */
export async function generatedContent(
  asset: GeneratedAsset,
  options: ProcessingOptions,
  adopt: (path: string, role: string) => Promise<BlobFacts>,
): Promise<AssetContent> {
  const { assetType: type, metadata } = asset
  const common = { type, metadata, image: null, derived: {}, processing: options, size: 0 }
  if (asset.kind === 'set')
    return {
      ...common,
      servedAs: 'set',
      originalKey: null,
      mimeType: '',
      ...(asset.subType !== undefined && { subType: asset.subType }),
    }
  if (asset.kind === 'text')
    return { ...common, servedAs: 'content', originalKey: null, mimeType: asset.mimeType }
  if (asset.kind === 'template') return { ...common, servedAs: 'template', originalKey: null, mimeType: '' }
  const own = asset.path === undefined ? undefined : await adopt(asset.path, originalRole(asset))
  const files = new Map<string, BlobFacts>()
  for (const { role, path } of asset.derived) files.set(role, await adopt(path, `${asset.part}/${role}`))
  const original = own ?? files.get('pyramid')
  if (!original) throw new Error(`${asset.part} has neither a file nor a pyramid`)
  return {
    ...common,
    servedAs: files.has('pyramid') ? 'image' : 'content',
    originalKey: original.key,
    size: original.size,
    mimeType: asset.mimeType,
    image: asset.image ?? null,
    derived: Object.fromEntries([...files].map(([role, { key }]) => [role, key])),
    ...(asset.smartCrops && { smartCrops: asset.smartCrops }),
  }
}

function originalRole({ part, fingerprint }: GeneratedFile): string {
  return fingerprint === undefined ? `${part}/original` : `${part}/original/${fingerprint}`
}

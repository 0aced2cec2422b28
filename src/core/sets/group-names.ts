import { filled, type SetScript } from './set-script.ts'
import { compareNames, compareViews } from './view-order.ts'

/** What a script looks at. */
export interface NamedAsset {
  readonly id: number
  readonly name: string
  readonly folderId: number
  /** Path with the company's root in front and a closing slash. */
  readonly folder: string
}

/** The assets of one set. */
export interface NameGroup {
  /** Of this set among those of its script. */
  readonly key: string
  readonly setName: string
  /** As the script has it, filled in; undefined: the folder of the first member. */
  readonly destFolder: string | undefined
  /** In the order of the set. */
  readonly members: readonly NamedAsset[]
}

/** What a script makes of an asset's name: the key of its set; undefined: nothing. */
export function keyOf(script: SetScript, asset: NamedAsset): string | undefined {
  const found = script.match.match(asset.name)
  // Bases that differ in case only are one set: the pattern looks at case no more than that.
  return found && `${script.anyFolder ? '' : asset.folderId}/${found.base.toLowerCase()}`
}

/** The sets that a script makes of assets, by their names; in each the members in order. Assets that do not match are left out. */
export function groupNames(script: SetScript, assets: Iterable<NamedAsset>): NameGroup[] {
  const byKey = new Map<string, NamedAsset[]>()
  for (const asset of assets) {
    const key = keyOf(script, asset)
    if (key === undefined) continue
    const group = byKey.get(key)
    if (group) group.push(asset)
    else byKey.set(key, [asset])
  }
  const order = compareViews(script.viewOrder)
  const viewOf = (asset: NamedAsset) => script.match.match(asset.name)?.view ?? ''
  const groups: NameGroup[] = []
  for (const [key, found] of byKey) {
    const members = found
      .map((asset) => ({ asset, view: viewOf(asset) }))
      .sort(
        (a, b) =>
          order(a.view, b.view) || compareNames(a.asset.name, b.asset.name) || a.asset.id - b.asset.id,
      )
      .map(({ asset }) => asset)
    const [first] = members
    const match = first && script.match.match(first.name)
    if (!match) continue
    groups.push({
      key,
      setName: filled(script.setName, match.groups),
      destFolder: script.destFolder === undefined ? undefined : filled(script.destFolder, match.groups),
      members,
    })
  }
  return groups.sort((a, b) => compareNames(a.setName, b.setName))
}

import { assetNameOf } from '../assets/target-path.ts'

/** Characters that Windows does not allow in the names of files. */
const notPortable = /[<>:"|?*]/g

/**
 * Where an asset's file lies in a ZIP: its folders below the company's root and its name, with another extension where one
 * is given ('shoes/a.png'). Characters that not every system allows in names become `_`.
 */
export function zipPath(
  rootFolder: string,
  asset: { readonly folder: string; readonly file_name: string },
  extension?: string,
): string {
  const name = extension === undefined ? asset.file_name : `${assetNameOf(asset.file_name)}.${extension}`
  return `${asset.folder.slice(rootFolder.length)}${name}`.replace(notPortable, '_')
}

/** Makes the paths of a ZIP unique, also on systems that do not tell upper from lower case. */
export class UniquePaths {
  readonly #taken = new Set<string>()

  /** The path, with `-1`, `-2`, ... before its extension when it is taken. */
  add(path: string): string {
    const slash = path.lastIndexOf('/') + 1
    const name = path.slice(slash)
    const base = assetNameOf(name)
    let free = path
    for (let n = 1; this.#taken.has(folded(free)); n++)
      free = `${path.slice(0, slash)}${base}-${n}${name.slice(base.length)}`
    this.#taken.add(folded(free))
    return free
  }
}

function folded(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

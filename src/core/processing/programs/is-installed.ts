import { access, constants } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

/** Whether a program is on the PATH of this process. */
export async function isInstalled(program: string): Promise<boolean> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (folder === '') continue
    try {
      await access(join(folder, program), constants.X_OK)
      return true
    } catch {
      // Not in this folder.
    }
  }
  return false
}

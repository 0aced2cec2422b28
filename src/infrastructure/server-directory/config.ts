import { delimiter, isAbsolute } from 'node:path'
import { DarkroomError } from '../../core/errors.ts'
import { type Env, textSetting } from '../../core/setting.ts'

/**
 * Reads `DARKROOM_SERVER_DIRS`: absolute folders with colons between them; unset: none. They need not exist yet. Throws
 * `invalid-parameter` for a path that is not absolute.
 */
export function serverDirsConfig(env: Env): readonly string[] {
  const folders = (textSetting(env, 'DARKROOM_SERVER_DIRS') ?? '')
    .split(delimiter)
    .filter((path) => path !== '')
  const relative = folders.find((path) => !isAbsolute(path))
  if (relative !== undefined) {
    const message = `DARKROOM_SERVER_DIRS holds "${relative}"; expected absolute folders with '${delimiter}' between them.`
    throw new DarkroomError('invalid-parameter', message, { field: 'DARKROOM_SERVER_DIRS' })
  }
  return folders
}

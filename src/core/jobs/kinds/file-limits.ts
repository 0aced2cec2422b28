import { type Env, integerSetting } from '../../setting.ts'

const terabyte = 1024 ** 4

/** How far taking in one file may go, whichever way it comes. */
export interface FileLimits {
  /** Size of one file. */
  readonly maxFileBytes: number
  /** Seconds for one download, tries and redirects included. */
  readonly maxFetchSeconds: number
}

/**
 * Reads `DARKROOM_MAX_FILE_BYTES` (1 TiB) and `DARKROOM_FETCH_SECONDS` (600, up to a day). Throws `invalid-parameter` that
 * names the variable.
 */
export function readFileLimits(env: Env): FileLimits {
  return {
    maxFileBytes: integerSetting(env, 'DARKROOM_MAX_FILE_BYTES', terabyte, { min: 1 }),
    maxFetchSeconds: integerSetting(env, 'DARKROOM_FETCH_SECONDS', 600, { min: 1, max: 86_400 }),
  }
}

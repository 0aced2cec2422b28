import { type Env, integerSetting } from '../../setting.ts'

/** What one video or sound file may cost. */
export interface MediaLimits {
  /** Wall clock seconds for all that is made of one file. */
  readonly maxSeconds: number
  /** Width times height of one frame. */
  readonly maxFramePixels: number
  /** Playing time in seconds. */
  readonly maxDuration: number
  /** Renditions of one file: encodings, those of adaptive sets, and crops. */
  readonly maxEncodings: number
  /** Address space of FFmpeg, in bytes. */
  readonly maxMemoryBytes: number
}

/** Reads the limits of video and sound; unset or empty: the default. Throws `invalid-parameter` that names the variable. */
export function readMediaLimits(env: Env): MediaLimits {
  return {
    maxSeconds: integerSetting(env, 'DARKROOM_MAX_VIDEO_SECONDS', 4 * 3600, { min: 1, max: 1_000_000 }),
    maxFramePixels: integerSetting(env, 'DARKROOM_MAX_VIDEO_PIXELS', 8192 * 4320, { min: 1 }),
    maxDuration: integerSetting(env, 'DARKROOM_MAX_VIDEO_DURATION', 12 * 3600, { min: 1 }),
    maxEncodings: integerSetting(env, 'DARKROOM_MAX_VIDEO_ENCODINGS', 40, { min: 1 }),
    maxMemoryBytes: integerSetting(env, 'DARKROOM_MAX_VIDEO_MEMORY', 8 * 2 ** 30, { min: 2 ** 28 }),
  }
}

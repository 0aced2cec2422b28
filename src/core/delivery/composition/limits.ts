import { type Env, integerSetting } from '../../setting.ts'

/** What one layered request may take. */
export interface CompositionLimits {
  /** Layers, those of nested requests included. */
  readonly maxLayers: number
  /** Pixels that are drawn for all layers together. */
  readonly maxPixels: number
}

/** Photoshop files rarely have more. */
export const defaultMaxLayers = 250

/** 20 layers that fill the largest reply: some ten seconds. */
export const defaultMaxLayerPixels = 500_000_000

/** How deep requests may be nested in each other. */
export const maxNesting = 5

/** Reads `DARKROOM_RENDER_LAYERS` and `DARKROOM_RENDER_PIXELS`. Throws `invalid-parameter` that names the variable. */
export function readCompositionLimits(env: Env): CompositionLimits {
  return {
    maxLayers: integerSetting(env, 'DARKROOM_RENDER_LAYERS', defaultMaxLayers, { min: 1 }),
    maxPixels: integerSetting(env, 'DARKROOM_RENDER_PIXELS', defaultMaxLayerPixels, { min: 1 }),
  }
}

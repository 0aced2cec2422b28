import type { UnsharpMask } from '../imaging/unsharp-mask.ts'

/** The IPS field of the same name. Absent fields take the defaults. */
export interface UnsharpMaskOptions {
  /** 0 to 5; default 0, which is off. */
  readonly amount?: number
  /** 0 to 250 pixels; 0 is off. IPS names no default; ours is 1. */
  readonly radius?: number
  /** 0 to 255; default 6. */
  readonly threshold?: number
  /** 0 each channel by itself, 1 brightness only. IPS names no default; ours is 0. */
  readonly monochrome?: number
}

/** The mask that the options mean; undefined when they sharpen nothing. Values beyond a range count as its end. */
export function unsharpMaskOf(options: UnsharpMaskOptions | undefined): UnsharpMask | undefined {
  const amount = clamp(options?.amount ?? 0, 5)
  const radius = clamp(options?.radius ?? 1, 250)
  if (amount === 0 || radius === 0) return undefined
  return {
    amount,
    radius,
    threshold: clamp(options?.threshold ?? 6, 255),
    monochrome: options?.monochrome === 1,
  }
}

function clamp(value: number, highest: number): number {
  return Math.min(Math.max(value, 0), highest)
}

import type { PsdHeader, PsdMode } from './header.ts'
import { labToRgb, labWhite } from './lab.ts'
import { greatest, type Samples } from './samples.ts'
import type { Photometric } from './write-tiff.ts'

/** How a colour mode's channels become those of a TIFF. */
export interface ColourPlan {
  /** How many channels of the file are colours. */
  readonly fileChannels: number
  /** How many a pixel of the TIFF has, alpha not counted. */
  readonly channels: number
  readonly photometric: Photometric
  /** Of the TIFF. */
  readonly depth: 8 | 16
  /** Name for ImageFacts. */
  readonly space: string
  /** White, in the values of the file. */
  readonly white: readonly number[]
  /** Turns pixels of so many samples, the colours first, from the file's values into the TIFF's, in place. */
  readonly convert?: (pixels: Samples, samples: number) => void
}

const spaces: Readonly<Record<PsdMode, string>> = {
  bitmap: 'GRAY',
  gray: 'GRAY',
  duotone: 'GRAY',
  indexed: 'RGB',
  rgb: 'RGB',
  cmyk: 'CMYK',
  lab: 'Lab',
  multichannel: 'CMYK',
}

/** Plans for a file's mode. Multichannel, which has no colours of its own, counts as gray, or as inks from three on. */
export function colourPlan({ mode, depth: fileDepth, channels }: PsdHeader): ColourPlan {
  const depth = fileDepth > 8 ? 16 : 8
  const plan = (count: number, photometric: Photometric, space = spaces[mode]): ColourPlan => ({
    fileChannels: count,
    channels: count,
    photometric,
    depth,
    space,
    white: Array.from({ length: count }, () => greatest(depth)),
  })
  switch (mode) {
    case 'rgb':
      return plan(3, 'rgb')
    case 'cmyk':
      return { ...plan(4, 'cmyk'), convert: invert }
    case 'lab':
      return { ...plan(3, 'rgb'), white: labWhite(depth), convert: labToRgb }
    case 'indexed':
      return { ...plan(3, 'rgb'), fileChannels: 1 }
    case 'multichannel':
      if (channels < 3) return plan(1, 'gray', 'GRAY')
      return {
        ...plan(4, 'cmyk'),
        fileChannels: Math.min(channels, 4),
        convert: channels > 3 ? invert : invertColours,
      }
    default:
      return plan(1, 'gray')
  }
}

/** Photoshop keeps inks upside down: the greatest value is no ink. */
function invert(pixels: Samples, samples: number, inks = 4): void {
  const max = greatest(pixels instanceof Uint16Array ? 16 : 8)
  for (let at = 0; at < pixels.length; at += samples)
    for (let i = at; i < at + inks; i++) pixels[i] = max - (pixels[i] as number)
}

/** Three inks, without black, which is left at none. */
function invertColours(pixels: Samples, samples: number): void {
  invert(pixels, samples, 3)
}

import type { Metadata } from 'sharp'
import type { ImageFacts } from '../../assets/asset.table.ts'
import { iccProfileName } from './icc-profile-name.ts'

/** The resolution of pictures that name none, in pixels per inch. */
export const defaultResolution = 72

/** The facts of a picture from its header; size as it stands upright, colours as the file has them. */
export function imageFacts(header: Metadata): ImageFacts {
  const name = header.icc ? iccProfileName(header.icc) : undefined
  return {
    width: header.autoOrient.width,
    height: header.autoOrient.height,
    resolution: header.density && header.density > 0 ? header.density : defaultResolution,
    colorSpace: colorSpaces[header.space] ?? 'RGB',
    bitsPerChannel: bits[header.depth] ?? 8,
    channels: header.channels,
    hasAlpha: header.hasAlpha,
    pages: header.pages ?? 1,
    format: header.format === 'heif' && header.compression === 'av1' ? 'avif' : header.format,
    ...(name === undefined ? {} : { iccProfileName: name }),
  }
}

const colorSpaces: Readonly<Record<string, string>> = {
  cmyk: 'CMYK',
  'b-w': 'GRAY',
  grey16: 'GRAY',
  lab: 'Lab',
  labs: 'Lab',
}

const bits: Readonly<Record<string, number>> = {
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
  double: 64,
}

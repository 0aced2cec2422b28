import readExif from 'exif-reader'
import type { MetadataRecord } from './metadata-record.ts'

/** The groups of an EXIF block whose tags describe the picture; the thumbnail's do not. */
const groups = ['Image', 'Photo', 'GPSInfo'] as const

/** Tags that hold places inside the block. */
const pointers = new Set(['ExifTag', 'GPSTag', 'InteroperabilityTag', 'SubIFDs'])

/** Numbers of a tag beyond this are tables (curves, maker data), not facts about the picture. */
const maxNumbers = 64

/**
 * Adds the tags of an EXIF block as `exif.<Tag>`: dates as `2024-05-01T12:00:00` (EXIF has no time zone), several
 * numbers as a JSON array, binary tags left out. Throws when the block can not be read.
 */
export function addExif(record: MetadataRecord, block: Buffer): void {
  const exif = readExif(block)
  for (const group of groups) {
    for (const [tag, value] of Object.entries(exif[group] ?? {})) {
      if (pointers.has(tag)) continue
      if (Array.isArray(value)) {
        if (value.length <= maxNumbers) record.setList(`exif.${tag}`, value.map(String))
      } else {
        const text = textOf(value)
        if (text !== undefined) record.set(`exif.${tag}`, text)
      }
    }
  }
}

function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined
  if (value instanceof Date)
    return Number.isNaN(value.getTime()) ? undefined : value.toISOString().slice(0, 19)
  return undefined
}

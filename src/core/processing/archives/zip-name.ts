import { type Entry, getFileNameLowLevel } from 'yauzl'

/** Bit of the general purpose flags: the name is in UTF-8. */
const utf8Flag = 0x800

/**
 * The name of a file in a ZIP: from its Unicode path field (0x7075) where that belongs to the name, else as UTF-8 where the
 * archive says so or where the bytes can hardly be anything else (macOS leaves the flag out), else from code page 437.
 */
export function zipName({ fileNameRaw, generalPurposeBitFlag, extraFields }: Entry): string {
  const flags = isUtf8(fileNameRaw) ? generalPurposeBitFlag | utf8Flag : generalPurposeBitFlag
  return getFileNameLowLevel(flags, fileNameRaw, extraFields, true)
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

import type { MetadataRecord } from './metadata-record.ts'

/** Data sets of record 2 (IPTC-IIM 4.2, chapter 6), by the names that tools use. */
const dataSets: Readonly<Record<number, string>> = {
  5: 'ObjectName',
  7: 'EditStatus',
  10: 'Urgency',
  15: 'Category',
  20: 'SupplementalCategories',
  22: 'FixtureIdentifier',
  25: 'Keywords',
  26: 'ContentLocationCode',
  27: 'ContentLocationName',
  30: 'ReleaseDate',
  35: 'ReleaseTime',
  37: 'ExpirationDate',
  38: 'ExpirationTime',
  40: 'SpecialInstructions',
  55: 'DateCreated',
  60: 'TimeCreated',
  62: 'DigitalCreationDate',
  63: 'DigitalCreationTime',
  65: 'OriginatingProgram',
  70: 'ProgramVersion',
  80: 'Byline',
  85: 'BylineTitle',
  90: 'City',
  92: 'Sublocation',
  95: 'ProvinceState',
  100: 'CountryCode',
  101: 'CountryName',
  103: 'OriginalTransmissionReference',
  105: 'Headline',
  110: 'Credit',
  115: 'Source',
  116: 'CopyrightNotice',
  118: 'Contact',
  120: 'Caption',
  122: 'CaptionWriter',
}

/** Data sets that the standard lets repeat: always lists. */
const repeatable = new Set([20, 25, 26, 27, 80, 85, 118, 122])

const tagMarker = 0x1c
/** Coded character set 1:90 for UTF-8 is ESC % G. */
const utf8Escape = '\x1b%G'

/**
 * Adds the IPTC-IIM data sets of a Photoshop resource block (JPEG's APP13) or a bare IIM record (TIFF) as
 * `iptc.<Name>`. Text is UTF-8 where the block says so or the bytes are valid as such, else Windows-1252.
 */
export function addIptc(record: MetadataRecord, block: Buffer): void {
  const iim = block[0] === tagMarker ? block : photoshopResource(block, 0x0404)
  if (!iim) return
  const values = new Map<number, Buffer[]>()
  let utf8 = false
  for (const { recordNumber, dataSet, value } of readDataSets(iim)) {
    if (recordNumber === 1 && dataSet === 90) utf8 = value.toString('latin1') === utf8Escape
    if (recordNumber !== 2) continue
    const known = values.get(dataSet)
    if (known) known.push(value)
    else values.set(dataSet, [value])
  }
  for (const [dataSet, list] of values) {
    const name = dataSets[dataSet]
    if (name === undefined) continue
    const texts = list.map((value) => decode(value, utf8))
    if (repeatable.has(dataSet)) record.setList(`iptc.${name}`, texts)
    else record.set(`iptc.${name}`, texts[0] ?? '')
  }
}

interface DataSet {
  readonly recordNumber: number
  readonly dataSet: number
  readonly value: Buffer
}

function* readDataSets(iim: Buffer): Generator<DataSet> {
  for (let at = 0; at + 5 <= iim.length && iim[at] === tagMarker; ) {
    const length = iim.readUInt16BE(at + 3)
    // The top bit marks an extended length, which no text field needs; what follows can not be found without it.
    if (length >= 0x8000 || at + 5 + length > iim.length) return
    const value = iim.subarray(at + 5, at + 5 + length)
    yield { recordNumber: iim.readUInt8(at + 1), dataSet: iim.readUInt8(at + 2), value }
    at += 5 + length
  }
}

/** The data of one image resource: `8BIM`, id, padded Pascal name, length, padded data. */
function photoshopResource(block: Buffer, wanted: number): Buffer | undefined {
  let at = block.indexOf('8BIM', 0, 'latin1')
  while (at >= 0 && at + 12 <= block.length && block.toString('latin1', at, at + 4) === '8BIM') {
    const id = block.readUInt16BE(at + 4)
    const nameLength = block.readUInt8(at + 6) + 1
    const lengthAt = at + 6 + nameLength + (nameLength % 2)
    if (lengthAt + 4 > block.length) return undefined
    const length = block.readUInt32BE(lengthAt)
    if (id === wanted) return block.subarray(lengthAt + 4, lengthAt + 4 + length)
    at = lengthAt + 4 + length + (length % 2)
  }
  return undefined
}

function decode(value: Buffer, utf8: boolean): string {
  if (utf8) return value.toString('utf8')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(value)
  } catch {
    return new TextDecoder('windows-1252').decode(value)
  }
}

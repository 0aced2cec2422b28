import { DarkroomError } from '../../errors.ts'
import {
  compressions,
  type FormatName,
  formatFacts,
  type OutputFormat,
  outputFormats,
  type PixelType,
  pixelTypes,
} from '../output-format.ts'
import { badValue, splitValues, word } from './values.ts'

const formatNames = Object.keys(outputFormats) as FormatName[]

/** Formats of Image Serving that darkroom does not write. */
const foreignFormats = [
  'eps',
  'f4m',
  'heic',
  'jpeg2000',
  'jpeg2000-alpha',
  'jpegxr',
  'jpegxr-alpha',
  'm3u8',
  'pdf',
  'swf',
  'swf-alpha',
  'swf3',
  'swf3-alpha',
] as const

/**
 * The value of `fmt=`: format, then pixel type (when left out `usual`, or `rgb` if the format
 * has no such pixels) and compression (the format's own default when
 * left out). Throws `not-implemented` for a format that darkroom does not write and `invalid-parameter` for all
 * else that is no format or that the format does not allow.
 */
export function parseFormat(value: string, usual: PixelType = 'rgb'): OutputFormat {
  const [formatText, pixelTypeText, compressionText, ...rest] = splitValues(value)
  const name = word(formatText, formatNames)
  if (!name || rest.length > 0) {
    if (word(formatText, foreignFormats)) {
      throw new DarkroomError(
        'not-implemented',
        `fmt=${value} is not supported; try ${formatNames.join(', ')}.`,
        {
          field: 'fmt',
        },
      )
    }
    throw badValue(
      'fmt',
      value,
      `format[,[pixelType][,compression]] with a format of ${formatNames.join(', ')}`,
    )
  }
  const facts = formatFacts(name)
  const pixelType = word(pixelTypeText || (facts.pixelTypes.includes(usual) ? usual : 'rgb'), pixelTypes)
  if (!pixelType || !facts.pixelTypes.includes(pixelType)) {
    throw badValue('fmt', value, `a pixel type that ${name} can have: ${facts.pixelTypes.join(', ')}`)
  }
  const compression = word(compressionText || facts.compressions[0], compressions)
  if (!compression || !facts.compressions.includes(compression)) {
    throw badValue('fmt', value, `a compression that ${name} can have: ${facts.compressions.join(', ')}`)
  }
  return Object.freeze({ name, pixelType, compression })
}

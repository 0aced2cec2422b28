import { DarkroomError } from '../../errors.ts'
import { type PropertyFormat, propertyFormats, type RequestWish } from '../wish.ts'
import { badValue, splitValues, word } from './values.ts'

/** The longest `id=` that is given back, in characters. */
const maxRequestIdLength = 200

/** The longest name of a JSONP function, in characters. */
const maxHandlerLength = 100

/** A set is a tree, which the other forms can not write. */
const setFormats = ['xml', 'json'] as const satisfies readonly PropertyFormat[]

const defaultHandler = 's7jsonResponse'

const pixelRequests = ['img', 'mask'] as const
const propertyRequests = ['exists', 'imageprops', 'props', 'imageset', 'set'] as const

/** The one encoding of replies; others that Image Serving knows are refused. */
const encodings = ['utf-8'] as const

/** Requests of Image Serving that darkroom does not answer. */
const foreignRequests = [
  'catalogprops',
  'loadcache',
  'map',
  'mbrset',
  'message',
  'resolve',
  'savetofile',
  'targets',
  'tmb',
  'userdata',
  'validate',
  'xlate',
  'xmp',
] as const

/**
 * The value of `req=`, with `id=` and `handler=` that go with its JSON form. Throws `not-implemented` for requests
 * that darkroom does not answer and `invalid-parameter` for all else.
 */
export function parseRequest(value: string, requestId = '', handler = defaultHandler): RequestWish {
  const [kindText, formatText, ...rest] = splitValues(value)
  const pixels = word(kindText, pixelRequests)
  if (pixels && formatText === undefined) return Object.freeze({ kind: pixels })
  const kind = word(kindText, propertyRequests)
  if (!kind) {
    if (word(kindText, foreignRequests)) {
      throw new DarkroomError(
        'not-implemented',
        `req=${value} is not supported; try ${[...pixelRequests, ...propertyRequests].join(', ')}.`,
        {
          field: 'req',
        },
      )
    }
    throw badValue('req', value, [...pixelRequests, ...propertyRequests].join(', '))
  }
  const formats = kind === 'set' ? setFormats : propertyFormats
  const format = word(formatText ?? formats[0], formats)
  const [encoding, ...more] = rest
  if (!format || (encoding !== undefined && !word(encoding, encodings)) || more.length > 0) {
    throw badValue('req', value, `${kind}[,${formats.join('|')}[,UTF-8]]`)
  }
  if (!/^[a-z0-9]+$/i.test(handler) || handler.length > maxHandlerLength) {
    throw badValue('handler', handler, `1 to ${maxHandlerLength} letters and digits`)
  }
  if (requestId.length > maxRequestIdLength) {
    throw badValue('id', `${requestId.slice(0, 20)}...`, `at most ${maxRequestIdLength} characters`)
  }
  return Object.freeze({ kind, format, requestId, handler })
}

import type { OutputPlan } from './output.ts'
import { formatFacts } from './output-format.ts'
import type { Rect } from './rect.ts'
import type { ViewPlan } from './view.ts'

/** A property of a reply: its full name, such as `image.width`, and its value as text. */
export type Property = readonly [name: string, value: string]

/** What is known of a published image. */
export interface ImageFacts {
  /** In pixels, of the full-resolution image. */
  readonly width: number
  readonly height: number
  readonly colorSpace: 'RGB' | 'CMYK' | 'GRAY' | 'Lab'
  readonly hasAlpha: boolean
  /** The name in the profile; undefined when there is none. */
  readonly iccProfile?: string
  /** The image carries its profile itself. */
  readonly embedsIccProfile: boolean
  readonly embedsXmp: boolean
  /** Names of the Photoshop paths in the image. */
  readonly pathNames: readonly string[]
  /** In pixels of the full image; the center when undefined. */
  readonly anchor?: { readonly x: number; readonly y: number }
  /** A crop stored with the asset, in pixels of the full image. */
  readonly crop?: Rect
  /** Hours until a cached reply expires; -1 is never. */
  readonly expiration: number
  /** Pixels per inch. */
  readonly resolution: number
  readonly printResolution: number
  readonly thumbnailResolution: number
  readonly modified: Date
  /** `<company root>/<asset name>`. */
  readonly id: string
}

/** The thumbnail type `Fit`, see ThumbType in the catalogue reference. */
const thumbnailFits = 2

/** Values of `image.mask`: none, and alpha whose colors are not multiplied by it. */
const maskKinds = { none: 0, alpha: 2 } as const

const pixelTypeNames = { RGB: 'RGB', CMYK: 'CMYK', GRAY: 'BW', Lab: 'RGB' } as const
const replyPixelTypeNames = { rgb: 'RGB', cmyk: 'CMYK', gray: 'BW' } as const

/** The properties of `req=imageprops`, in alphabetical order. Lab is named RGB: that is what replies have. */
export function imageProperties(facts: ImageFacts): readonly Property[] {
  const anchor = facts.anchor ?? { x: Math.floor(facts.width / 2), y: Math.floor(facts.height / 2) }
  return Object.entries({
    anchor: `${anchor.x},${anchor.y}`,
    embeddedIccProfile: flag(facts.embedsIccProfile),
    embeddedPhotoshopPaths: flag(facts.pathNames.length > 0),
    embeddedXmpData: flag(facts.embedsXmp),
    expiration: real(facts.expiration),
    height: String(facts.height),
    iccProfile: facts.iccProfile ?? '',
    mask: String(facts.hasAlpha ? maskKinds.alpha : maskKinds.none),
    modifier: facts.crop
      ? `crop=${facts.crop.x},${facts.crop.y},${facts.crop.width},${facts.crop.height}`
      : '',
    photoshopPathNames: facts.pathNames.join(','),
    pixTyp: pixelTypeNames[facts.colorSpace],
    postModifier: '',
    printRes: real(facts.printResolution),
    resolution: real(facts.resolution),
    thumbRes: real(facts.thumbnailResolution),
    thumbType: String(thumbnailFits),
    timeStamp: catalogTime(facts.modified),
    translatedId: facts.id,
    width: String(facts.width),
  }).map(([name, value]) => [`image.${name}`, value] as const)
}

/** The property of `req=exists`. */
export function existsProperties(exists: boolean): readonly Property[] {
  return [['catalogRecord.exists', flag(exists)]]
}

/**
 * The properties of `req=props`: of the reply that the same request without `req` gets.
 * @param versionKey names the version of the asset's content
 */
export function replyProperties(plan: ViewPlan, output: OutputPlan, versionKey: string): readonly Property[] {
  const facts = formatFacts(output.format.name)
  const { r, g, b } = output.background
  return Object.entries({
    bgc: [r, g, b].map((part) => part.toString(16).padStart(2, '0')).join(''),
    height: String(plan.reply.height),
    iccEmbed: '0',
    mask: flag(facts.alpha),
    pathEmbed: '0',
    pixTyp: replyPixelTypeNames[output.format.pixelType],
    quality: String(output.quality.quality),
    type: facts.mimeType,
    version: versionKey,
    width: String(plan.reply.width),
    xmpEmbed: '0',
  }).map(([name, value]) => [`image.${name}`, value] as const)
}

function flag(value: boolean): string {
  return value ? '1' : '0'
}

/** A real number, with a decimal point as Java writes it. */
function real(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value)
}

/** mm/dd/yyyy hh:mm:ss GMT, the form of TimeStamp in the catalogue reference. */
function catalogTime(time: Date): string {
  const [date = '', clock = ''] = time.toISOString().split('T')
  const [year, month, day] = date.split('-')
  return `${month}/${day}/${year} ${clock.slice(0, 8)} GMT`
}

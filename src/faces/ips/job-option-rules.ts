import { checkSmartCrop } from '../../core/assets/smart-crops.ts'
import { DarkroomError } from '../../core/errors.ts'

type Options = Readonly<Record<string, unknown>>

/** Options of which a job may have one at most. */
const exclusive: readonly (readonly string[])[] = [
  ['manualCropOptions', 'autoColorCropOptions', 'autoTransparentCropOptions'],
  ['postImageServingPublishJob', 'postImageRenderingPublishJob', 'postVideoPublishJob'],
]

interface HandleShape {
  readonly pattern: RegExp
  readonly example: string
}
const asset: HandleShape = { pattern: /^(?:a\|)?\d{1,15}(?:\|\d+\|\d+)?$/, example: 'a|210' }
const project: HandleShape = { pattern: /^(?:p\|)?\d{1,9}\|[^|]+$/, example: 'p|6|Spring' }
const propertySet: HandleShape = { pattern: /^(?:ps\|)?\d{1,15}$/, example: 'ps|941' }
const context: HandleShape = { pattern: /^(?:pc\|)?\d{1,9}$/, example: 'pc|3001' }

/** Options that hold handles, in jobs and inside their options. */
const handleFields: Readonly<Record<string, HandleShape>> = {
  assetHandleArray: asset,
  pdfHandleArray: asset,
  sourceProfileHandle: asset,
  outputProfileHandle: asset,
  projectHandleArray: project,
  autoSetsArray: propertySet,
  contextHandle: context,
}

/** Options of documents whose pages are drawn. */
const pageOptions = ['pdfOptions', 'postScriptOptions', 'illustratorOptions'] as const

/** Options that hold an address to be told when the job has ended; empty: none. */
const urlFields = ['postHttpUrl', 'httpCompletionUrl'] as const

/**
 * The rules between the fields of a job that its schema can not say (the sections "rules" of the documentation's job
 * types): options that exclude each other, margins from 0 on, addresses of the web, and handles of the right shape, empty ones aside. `path`
 * is what the job's element is called in messages. Throws `invalid-parameter`.
 */
export function checkJobOptions(options: object, path: string): void {
  for (const names of exclusive) {
    const given = names.filter((name) => name in options)
    if (given.length > 1)
      throw new DarkroomError('invalid-parameter', `${path}: ${given.join(' and ')} exclude each other.`, {
        field: `${path}/${given[1]}`,
      })
  }
  if ('manualCropOptions' in options) checkMargins(Object(options.manualCropOptions), path)
  if ('autoSmartCropOptionsArray' in options) checkSmartCrops(options.autoSmartCropOptionsArray, path)
  for (const name of pageOptions) checkResolution(Object((options as Options)[name]), `${path}/${name}`)
  for (const name of urlFields) if (name in options) checkUrl((options as Options)[name], `${path}/${name}`)
  checkHandles(options as Options, path)
}

function checkResolution({ resolution }: Options, path: string): void {
  if (resolution === undefined || Number(resolution) > 0) return
  throw bad(`${path}/resolution`, String(resolution), 'pixels per inch, more than 0')
}

function checkUrl(url: unknown, field: string): void {
  const text = String(url).trim()
  if (text === '') return
  const protocol = URL.parse(text)?.protocol
  if (protocol !== 'http:' && protocol !== 'https:') throw bad(field, text, 'an http or https URL')
}

/** Sizes from 1 on, and names that a URL behind `<asset name>:` can tell apart. */
function checkSmartCrops(array: unknown, path: string): void {
  const { items = [] } = Object(array) as { readonly items?: readonly SmartCropSize[] }
  const names = new Set<string>()
  for (const [i, crop] of items.entries()) {
    const field = `${path}/autoSmartCropOptionsArray/items[${i + 1}]`
    checkSmartCrop(crop, { name: `${field}/name`, width: `${field}/width`, height: `${field}/height` })
    const wanted = crop.name.trim()
    if (names.has(wanted))
      throw bad(`${field}/name`, crop.name, 'a name that no other smart crop of the job has')
    names.add(wanted)
  }
}

interface SmartCropSize {
  readonly name: string
  readonly width: number
  readonly height: number
}

function bad(field: string, value: string, expected: string): DarkroomError {
  return new DarkroomError(
    'invalid-parameter',
    `${field} is "${value.slice(0, 80)}"; expected ${expected}.`,
    { field },
  )
}

function checkMargins(margins: Options, path: string): void {
  for (const [side, margin] of Object.entries(margins))
    if (Number(margin) < 0) {
      const field = `${path}/manualCropOptions/${side}`
      throw new DarkroomError(
        'invalid-parameter',
        `${field} is "${margin}"; expected a number of pixels from 0 on.`,
        { field },
      )
    }
}

function checkHandles(options: Options, path: string): void {
  for (const [name, value] of Object.entries(options)) {
    if (typeof value !== 'object' && typeof value !== 'string') continue
    const field = `${path}/${name}`
    const shape = handleFields[name]
    if (shape === undefined) {
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        checkHandles(value as Options, field)
    } else if (typeof value === 'string') checkHandle(value, shape, field)
    else
      for (const [i, item] of itemsOf(value).entries()) checkHandle(item, shape, `${field}/items[${i + 1}]`)
  }
}

function itemsOf(value: unknown): readonly string[] {
  return (value as { readonly items?: readonly string[] }).items ?? []
}

function checkHandle(handle: string, { pattern, example }: HandleShape, field: string): void {
  const text = handle.trim()
  if (text === '' || pattern.test(text)) return
  throw new DarkroomError(
    'invalid-parameter',
    `${field} is "${text.slice(0, 80)}"; expected a handle such as ${example}.`,
    { field },
  )
}

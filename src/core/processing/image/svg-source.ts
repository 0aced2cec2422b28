import { readFile } from 'node:fs/promises'
import { SaxesParser } from 'saxes'
import { DarkroomError } from '../../errors.ts'
import { type NestedMessage, say } from '../../messages/messages.ts'

/** The largest SVG file that is drawn, in bytes. */
export const maxSvgBytes = 32 * 1024 * 1024
/** How deep elements of an SVG may lie in each other. */
export const maxSvgDepth = 256

/** Comments and instructions before the first element; behind a long one the image library sees no SVG. */
const PROLOGUE = /^(?:\s|<!--[\s\S]*?-->|<\?[\s\S]*?\?>)+/

export interface SvgSource {
  /** UTF-8. Drawn from memory it has no address, so that the renderer loads nothing that it refers to. */
  readonly svg: Buffer
  readonly warnings: readonly NestedMessage[]
}

/**
 * Reads an SVG for drawing. Throws `too-large` beyond maxSvgBytes or maxSvgDepth, and `bad-file` for malformed
 * XML, for declared entities and for an encoding that is not known. References to other files are not followed and
 * give a warning.
 */
export async function readSvg(path: string, fileName: string, size: number): Promise<SvgSource> {
  if (size > maxSvgBytes) {
    throw new DarkroomError('too-large', say('svgTooLarge', { file: fileName, size, max: maxSvgBytes }))
  }
  const text = decode(await readFile(path), fileName)
  const warnings = outsideReferences(text, fileName)
  return { svg: Buffer.from(text.replace(PROLOGUE, '')), warnings }
}

/** The declared encoding is applied here and taken out, so that what is checked is what is drawn. */
function decode(bytes: Buffer, fileName: string): string {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0
  const declaration = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/.exec(
    bytes.toString('latin1', 0, 200),
  )
  const label = mark === 0xfffe ? 'utf-16le' : mark === 0xfeff ? 'utf-16be' : (declaration?.[1] ?? 'utf-8')
  try {
    return new TextDecoder(label).decode(bytes).replace(/^\s*<\?xml\s[^>]*\?>/, '')
  } catch {
    throw new DarkroomError('bad-file', say('svgEncoding', { file: fileName, encoding: label }))
  }
}

function outsideReferences(text: string, fileName: string): NestedMessage[] {
  const parser = new SaxesParser()
  const outside = new Set<string>()
  let depth = 0
  const note = (address: string) => {
    if (address !== '' && !/^(#|data:)/i.test(address)) outside.add(address)
  }
  const noteStyles = (style: string) => {
    for (const [, address = ''] of style.matchAll(
      /(?:(?:@import\s+)?url\(|@import)\s*["']?\s*([^"')\s;]*)/gi,
    ))
      note(address)
  }
  parser.on('error', (error) => {
    throw new DarkroomError('bad-file', say('svgMalformed', { file: fileName }), { cause: error })
  })
  parser.on('doctype', (doctype) => {
    if (/<!ENTITY/i.test(doctype)) {
      throw new DarkroomError('bad-file', say('svgEntities', { file: fileName }))
    }
  })
  parser.on('processinginstruction', ({ target, body }) => {
    if (target === 'xml-stylesheet') note(/href\s*=\s*["']([^"']*)/.exec(body)?.[1] ?? '')
  })
  parser.on('opentag', ({ name, attributes }) => {
    depth += 1
    if (depth > maxSvgDepth) {
      throw new DarkroomError('too-large', say('svgTooDeep', { file: fileName, max: maxSvgDepth }))
    }
    for (const [attribute, value] of Object.entries(attributes)) {
      if (name !== 'a' && /^(\w+:)?href$/.test(attribute)) note(value.trim())
      else noteStyles(value)
    }
  })
  parser.on('closetag', () => {
    depth -= 1
  })
  parser.on('text', noteStyles)
  parser.on('cdata', noteStyles)
  parser.write(text).close()
  if (outside.size === 0) return []
  return [say('svgOutside', { file: fileName, count: outside.size })]
}

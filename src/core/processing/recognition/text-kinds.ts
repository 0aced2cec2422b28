import { captionKind, playlistKind, videoXmlKind } from './caption-kinds.ts'
import { ditaKind } from './dita-kinds.ts'
import type { FileKindName } from './file-kinds.ts'
import { headBytes } from './file-sample.ts'

const xslNamespace = 'http://www.w3.org/1999/XSL/Transform'

/** Kinds of text that look like nothing in particular: only the extension tells them apart. */
const byExtension: Readonly<Record<string, FileKindName>> = {
  css: 'css',
  js: 'javascript',
  mjs: 'javascript',
}

/** The kind of a file that is text; undefined when the head is no text. */
export function matchText(head: Buffer, extension: string): FileKindName | undefined {
  const text = decodeText(head)
  if (text === undefined) return undefined
  const start = text.trimStart()
  return (
    captionKind(start) ??
    playlistKind(start) ??
    byExtension[extension] ??
    xmlKind(start, extension) ??
    'plainText'
  )
}

/** UTF-8 or, with a byte order mark, UTF-16; anything else is text only if it holds no control characters. */
function decodeText(head: Buffer): string | undefined {
  const mark = head.length >= 2 ? head.readUInt16BE(0) : 0
  if (mark === 0xfffe) return new TextDecoder('utf-16le').decode(head)
  if (mark === 0xfeff) return new TextDecoder('utf-16be').decode(head)
  const controls = head.some((byte) => byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 12 && byte !== 13)
  return controls ? undefined : new TextDecoder('utf-8').decode(head)
}

/** By the root element. A prologue longer than the head leaves the choice to the extension. */
function xmlKind(start: string, extension: string): FileKindName | undefined {
  if (!start.startsWith('<')) return undefined
  const rest = start
    .replace(/<!--[\s\S]*?(-->|$)/g, '')
    .replace(/<!DOCTYPE[^[>]*(\[[\s\S]*?(\]\s*>|$)|>|$)/i, '')
    .replace(/<\?[\s\S]*?(\?>|$)/g, '')
  const root = /<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)([^>]*)/.exec(rest)
  if (!root) return headIsFull(start) && extension === 'svg' ? 'svg' : 'xml'
  const [, , name = '', attributes = ''] = root
  if (name === 'svg') return 'svg'
  const dita = ditaKind(name, attributes, start, extension)
  if (dita) return dita
  const ofVideo = videoXmlKind(name, attributes)
  if (ofVideo) return ofVideo
  if (name.toLowerCase() === 'html') return 'plainText'
  if ((name === 'stylesheet' || name === 'transform') && attributes.includes(xslNamespace)) return 'xsl'
  return start.startsWith('<?xml') || attributes.includes('xmlns') || extension === 'xml' ? 'xml' : undefined
}

function headIsFull(start: string): boolean {
  return start.length > headBytes / 2
}

import { SaxesParser } from 'saxes'
import { DarkroomError } from '../../errors.ts'
import { type Said, say } from '../../messages/messages.ts'

/** How deep elements may lie in each other: to look up prefixes costs the depth for each element. */
export const maxCheckedDepth = 1000

export interface XmlLook {
  /** The name of its first element, without prefix; absent: it has none that can be read. */
  readonly root?: string
  /** Namespace of the root; empty: none. */
  readonly namespace: string
  readonly version?: string
  /** What is wrong with it, with line and column; absent: it is well-formed. */
  readonly fault?: Said
  /** It declares entities, which nothing here expands. */
  readonly entities: boolean
}

/** Reads XML to its end or its first fault. Loads nothing, expands nothing, keeps no tree. */
export function lookAtXml(text: string): XmlLook {
  const parser = new SaxesParser({ xmlns: true })
  let root: { readonly local: string; readonly uri: string } | undefined
  let version: string | undefined
  let fault: Said | undefined
  let entities = false
  let depth = 0
  parser.on('error', (error) => {
    throw error
  })
  parser.on('doctype', (doctype) => {
    entities = /<!ENTITY/i.test(doctype)
    // To be known as well-formed its own entities must have a name; what they stand for stays away.
    for (const [, name = ''] of doctype.matchAll(/<!ENTITY\s+([\w.:-]+)/gi)) parser.ENTITIES[name] = ''
  })
  parser.on('opentag', ({ local, uri, attributes }) => {
    root ??= { local, uri }
    version ??= attributes.version?.value
    depth++
    if (depth > maxCheckedDepth)
      throw new DarkroomError('too-large', say('xmlTooDeep', { max: maxCheckedDepth }))
  })
  parser.on('closetag', () => {
    depth--
  })
  try {
    parser.write(text).close()
  } catch (thrown) {
    if (thrown instanceof DarkroomError) fault = thrown.said
    else fault = thrown instanceof Error ? thrown.message : say('canNotBeRead')
  }
  return {
    namespace: root?.uri ?? '',
    entities,
    ...(root && { root: root.local }),
    ...(version !== undefined && { version }),
    ...(fault !== undefined && { fault }),
  }
}

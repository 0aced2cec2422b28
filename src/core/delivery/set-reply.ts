import { xmlEscape } from '../xml-escape.ts'
import { jsonEscape, type PropertyReply, propertyReply } from './property-reply.ts'
import type { SetNode } from './set-node.ts'
import type { PropertyReplyWish } from './wish.ts'

/** Writes what `req=set` answers: as XML, or as JSON in a call of the client's function. */
export function setReply(set: SetNode, { format, handler, requestId }: PropertyReplyWish): PropertyReply {
  if (format !== 'json')
    return {
      body: `<?xml version="1.0" encoding="UTF-8"?>\n${xmlOf(set)}\n`,
      mimeType: 'text/xml; charset=utf-8',
    }
  // On one line: clients are known to cut the JSON out with patterns that do not cross lines.
  return {
    body: `/*jsonp*/${handler}({"set":${jsonOf(set)}},"${jsonEscape(requestId)}");`,
    mimeType: 'text/javascript; charset=utf-8',
  }
}

/** Writes what `req=imageset` answers: the line alone as text, else as the property `catalogRecord.imageset`. */
export function setLineReply(line: string, wish: PropertyReplyWish, at: Date): PropertyReply {
  if (wish.format === 'text') return { body: `${line}\r\n`, mimeType: 'text/plain; charset=utf-8' }
  return propertyReply([['catalogRecord.imageset', line]], wish, at)
}

function xmlOf({ name, attributes, children }: SetNode): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${xmlEscape(value)}"`)
  const start = `<${name}${written.join('')}`
  return children.length === 0 ? `${start}/>` : `${start}>${children.map(xmlOf).join('')}</${name}>`
}

function jsonOf({ attributes, children }: SetNode): string {
  const byName = Map.groupBy(children, ({ name }) => name)
  const members = [
    ...Object.entries(attributes).map(([key, value]) => `"${key}":"${jsonEscape(value)}"`),
    ...[...byName].map(([key, nodes]) => {
      const isList = nodes.length > 1 || nodes.some(({ isListed }) => isListed)
      const values = nodes.map(jsonOf).join(',')
      return `"${key}":${isList ? `[${values}]` : values}`
    }),
  ]
  return `{${members.join(',')}}`
}

import { xmlEscape } from '../xml-escape.ts'
import type { Property } from './image-props.ts'
import type { PropertyReplyWish } from './wish.ts'

/** A reply of text. */
export interface PropertyReply {
  readonly body: string
  /** Media type with charset. */
  readonly mimeType: string
}

/**
 * Writes properties in the form asked for.
 * @param at the time of the reply, part of the text form
 */
export function propertyReply(
  properties: readonly Property[],
  wish: PropertyReplyWish,
  at: Date,
): PropertyReply {
  switch (wish.format) {
    case 'text':
      return { body: javaProperties(properties, at), mimeType: 'text/plain; charset=utf-8' }
    case 'javascript':
      return { body: javascriptProperties(properties), mimeType: 'text/javascript; charset=utf-8' }
    case 'xml':
      return { body: xmlProperties(properties), mimeType: 'text/xml; charset=utf-8' }
    case 'json':
      return { body: jsonpProperties(properties, wish), mimeType: 'text/javascript; charset=utf-8' }
  }
}

/** As `java.util.Properties` reads it: ASCII, with escapes. */
function javaProperties(properties: readonly Property[], at: Date): string {
  const lines = properties.map(
    ([name, value]) =>
      `${name}=${value
        .replaceAll('\\', '\\\\')
        .replaceAll('\n', '\\n')
        .replaceAll('\r', '\\r')
        .replaceAll('\t', '\\t')
        .replace(
          /[^\x20-\x7e]/g,
          (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
        )
        .replace(/^ /, '\\ ')}`,
  )
  return `${['#S7Z OK', `#${javaDate(at)}`, ...lines].join('\n')}\n`
}

/** As Java prints a date: Thu Nov 20 15:34:12 UTC 2025. */
function javaDate(at: Date): string {
  const [weekday = '', day, month, year, clock] = at.toUTCString().split(' ')
  return `${weekday.replace(',', '')} ${month} ${day} ${clock} UTC ${year}`
}

/** Single quotes inside a value are doubled, as the reference has it; nothing can end the literal early. */
function javascriptProperties(properties: readonly Property[]): string {
  const lines = properties.map(
    ([name, value]) => `${name}='${jsonEscape(value).replaceAll('\\"', '"').replaceAll("'", "''")}';`,
  )
  return `${lines.join('\n')}\n`
}

function jsonpProperties(properties: readonly Property[], { handler, requestId }: PropertyReplyWish): string {
  const members = properties.map(([name, value]) => `"${jsonEscape(name)}":"${jsonEscape(value)}"`)
  return `/*jsonp*/${handler}({\n${members.join(',\n')}\n},"${jsonEscape(requestId)}");`
}

/** The inside of a JSON string that is also safe in a script and in HTML. */
export function jsonEscape(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(
      /[<>&\u2028\u2029]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
}

function xmlProperties(properties: readonly Property[]): string {
  const groups = new Map<string, Property[]>()
  for (const [fullName, value] of properties) {
    const dot = fullName.indexOf('.')
    const object = fullName.slice(0, dot)
    const group = groups.get(object) ?? []
    group.push([fullName.slice(dot + 1), value])
    groups.set(object, group)
  }
  const lines = [...groups].flatMap(([object, members]) => [
    `  <prop-group name="${xmlEscape(object)}">`,
    ...members.map(
      ([name, value]) => `    <property name="${xmlEscape(name)}" value="${xmlEscape(value)}" />`,
    ),
    '  </prop-group>',
  ])
  return `${['<?xml version="1.0" encoding="UTF-8" ?>', '<prop-group>', ...lines, '</prop-group>'].join('\n')}\n`
}

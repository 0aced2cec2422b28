import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { soapNamespaces } from '../../src/soap/envelope.ts'
import { parseXml, type XmlElement } from '../../src/soap/xml.ts'

/** One folder of `samples/`: what a client sends, and what it gets. */
export interface Sample {
  /** `<operation>__<case>` */
  readonly name: string
  readonly request: string
  readonly response: string
}

const folder = fileURLToPath(new URL('samples', import.meta.url))

/** Values that change from run to run, as patterns; `{{name}}` stands for one in a response. */
const patterns: Readonly<Record<string, string>> = {
  dateTime: String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z`,
  id: String.raw`\d+`,
  text: '.+',
}

/** All samples, by name. */
export async function readSamples(): Promise<Sample[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
  return await Promise.all(
    names.sort().map(async (name) => ({
      name,
      request: await readFile(join(folder, name, 'request.xml'), 'utf8'),
      response: await readFile(join(folder, name, 'response.xml'), 'utf8'),
    })),
  )
}

/** The headers that a client sends with a request: those of its SOAP version. */
export function headersOf({ name, request }: Sample): Record<string, string> {
  const operation = name.split('__')[0] ?? ''
  return request.includes(soapNamespaces['1.2'])
    ? { 'content-type': `application/soap+xml; charset=utf-8; action="${operation}"` }
    : { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${operation}"` }
}

/**
 * An XML document as lines, one for each element: its depth, namespace, name and text. White space around the text does not count, nor
 * do prefixes.
 */
export function outline(xml: string): string[] {
  return lines(parseXml(Buffer.from(xml)), 0, '')
}

function lines(
  { name, namespace, attributes, children, text }: XmlElement,
  depth: number,
  outer: string,
): string[] {
  const attribute = attributes.map((one) => ` ${one.name}="${one.value}"`).join('')
  const own = namespace === outer ? '' : ` in ${namespace === '' ? 'no namespace' : namespace}`
  const line = `${'  '.repeat(depth)}${name}${attribute}${own} ${text.trim()}`.trimEnd()
  return [line, ...children.flatMap((child) => lines(child, depth + 1, namespace))]
}

/** The actual lines, with the placeholder of the expected line in place of each that it matches. */
export function withPlaceholders(actual: readonly string[], expected: readonly string[]): string[] {
  return actual.map((line, index) => {
    const wanted = expected[index]
    if (wanted === undefined || !wanted.includes('{{')) return line
    const pattern = wanted
      .split(/\{\{(\w+)\}\}/)
      .map((part, i) =>
        i % 2 === 0 ? RegExp.escape(part) : (patterns[part] ?? RegExp.escape(`{{${part}}}`)),
      )
      .join('')
    return new RegExp(`^${pattern}$`).test(line) ? wanted : line
  })
}

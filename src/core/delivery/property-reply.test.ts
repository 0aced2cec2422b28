import { runInNewContext } from 'node:vm'
import { SaxesParser } from 'saxes'
import { describe, expect, it } from 'vitest'
import type { Property } from './image-props.ts'
import { propertyReply } from './property-reply.ts'
import type { PropertyReplyWish } from './wish.ts'

const at = new Date('2026-11-20T15:34:12Z')
const properties: Property[] = [
  ['image.width', '400'],
  ['image.modifier', ''],
  ['catalogRecord.exists', '1'],
]
const nasty = `it's <b> & "\\é\n\t\u2028'+x()+'`

function reply(format: PropertyReplyWish['format'], list: readonly Property[], more = {}) {
  return propertyReply(list, { format, requestId: '', handler: 's7jsonResponse', ...more }, at)
}

describe('text', () => {
  it('is a Java properties file with a head', () => {
    expect(reply('text', properties)).toEqual({
      body: '#S7Z OK\n#Fri Nov 20 15:34:12 UTC 2026\nimage.width=400\nimage.modifier=\ncatalogRecord.exists=1\n',
      mimeType: 'text/plain; charset=utf-8',
    })
  })

  it('escapes values', () => {
    expect(reply('text', [['a.b', ' ä\\b\nc\td']]).body).toContain('a.b=\\ \\u00e4\\\\b\\nc\\td\n')
  })
})

describe('javascript', () => {
  it('is a list of assignments', () => {
    expect(reply('javascript', properties)).toEqual({
      body: "image.width='400';\nimage.modifier='';\ncatalogRecord.exists='1';\n",
      mimeType: 'text/javascript; charset=utf-8',
    })
  })

  it('doubles single quotes', () => {
    expect(reply('javascript', [['a.b', "it's"]]).body).toBe("a.b='it''s';\n")
  })

  it.each(["'+x()+'", "\\'+x()//", "'\n;x();'", '\\"', nasty])('runs nothing that is in %j', (value) => {
    let ran = false
    const context = {
      a: {},
      x: () => {
        ran = true
      },
    }
    try {
      runInNewContext(reply('javascript', [['a.b', value]]).body, context)
    } catch (error) {
      expect(error).toHaveProperty('name', 'SyntaxError')
    }
    expect(ran).toBe(false)
  })
})

describe('json', () => {
  it('is a call with the properties and the id of the request', () => {
    const { body, mimeType } = reply('json', [['a.b', nasty]], { handler: 'took', requestId: 'r"1</script>' })
    expect(mimeType).toBe('text/javascript; charset=utf-8')
    expect(body).toMatch(/^\/\*jsonp\*\/took\(/)
    expect(body).not.toContain('<')
    const calls: unknown[] = []
    runInNewContext(body, { took: (data: object, id: string) => calls.push({ ...data }, id) })
    expect(calls).toEqual([{ 'a.b': nasty }, 'r"1</script>'])
  })
})

describe('xml', () => {
  it('is groups of properties', () => {
    expect(reply('xml', properties)).toEqual({
      body: [
        '<?xml version="1.0" encoding="UTF-8" ?>',
        '<prop-group>',
        '  <prop-group name="image">',
        '    <property name="width" value="400" />',
        '    <property name="modifier" value="" />',
        '  </prop-group>',
        '  <prop-group name="catalogRecord">',
        '    <property name="exists" value="1" />',
        '  </prop-group>',
        '</prop-group>\n',
      ].join('\n'),
      mimeType: 'text/xml; charset=utf-8',
    })
  })

  it('keeps any value', () => {
    const values: unknown[] = []
    const parser = new SaxesParser()
    parser.on('opentag', ({ attributes }) => values.push(attributes.value))
    parser.write(reply('xml', [['a.b', `${nasty}\u0001`]]).body).close()
    expect(values).toContain(`${nasty}\ufffd`)
  })
})

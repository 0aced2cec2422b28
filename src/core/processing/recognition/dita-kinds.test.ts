import { describe, expect, it } from 'vitest'
import { matchText } from './text-kinds.ts'

const doctype = '<!DOCTYPE concept PUBLIC "-//OASIS//DTD DITA Concept//EN" "concept.dtd">'

describe('DITA among other XML', () => {
  it.each([
    ['ditaTopic', 'dita', '<topic id="t"/>'],
    ['ditaTopic', 'xml', `<?xml version="1.0"?>\n${doctype}\n<!-- x --><concept id="c">`],
    ['ditaTopic', 'xml', '<my id="c" class="- topic/topic my/my "/>'],
    ['ditaTopic', 'xml', '<task xmlns:ditaarch="x" ditaarch:DITAArchVersion="1.3"/>'],
    ['ditaTopic', 'dita', '<dita><topic id="t"/></dita>'],
    ['ditaMap', 'ditamap', '<bookmap>'],
    ['ditaMap', 'xml', '<!DOCTYPE map PUBLIC "-//OASIS//DTD DITA Map//EN" "map.dtd"><map>'],
    ['ditaVal', 'ditaval', '<val><prop action="exclude"/></val>'],
    ['xml', 'xml', '<map><key/></map>'],
    ['xml', 'xml', '<task name="build"/>'],
    ['xml', 'xml', '<val/>'],
    ['plainText', 'dita', 'no XML'],
  ])('%s: .%s %s', (kind, extension, text) => {
    expect(matchText(Buffer.from(text), extension)).toBe(kind)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentUses, type UsesWanted } from '../../src/core/documents/document.queries.ts'
import { readDocumentLimits } from '../../src/core/documents/document-limits.ts'
import { fileTypeOf } from '../../src/core/documents/file-type.ts'
import { DocumentRepository, texts } from './repository.ts'

let repository: DocumentRepository
beforeAll(async () => {
  repository = await DocumentRepository.open()
})
afterAll(async () => await repository.close())

const topic = (id: string, body = '', prolog = '') =>
  `<topic id="${id}"><title>Title of ${id}</title>${prolog}<body>${body}</body></topic>`

describe('a document', () => {
  it('keeps its GUID over all versions, and no two have the same', async () => {
    const first = await repository.processed({ 'a.dita': topic('a'), 'b.dita': topic('b') })
    const guid = first.get('a.dita')?.guid ?? ''
    expect(guid).toMatch(/^GUID-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
    expect(first.get('b.dita')?.guid).not.toBe(guid)
    const broken = await repository.processed({ 'a.dita': '<topic' })
    expect(broken.get('a.dita')).toMatchObject({ guid, status: 'Failed' })
    const mended = await repository.processed({ 'a.dita': topic('a2') })
    expect(mended.get('a.dita')).toMatchObject({ guid, status: 'Processed', fileType: 'DITATOPIC' })
    expect(await repository.row('a.dita')).toMatchObject({
      guid: guid.slice(5),
      root: 'topic',
      title: 'Title of a2',
      ids: ['a2'],
      processed_version: 3,
      status: 'Processed',
    })
  })

  it('gives its asset metadata, which what others wrote there outlives', async () => {
    const { assetId } = await repository.put(
      'm.dita',
      topic('m', '', '<prolog><author>Ann</author><source>S</source></prolog>'),
    )
    await repository.db
      .updateTable('asset')
      .set({ metadata: JSON.stringify({ 'dc.source': 'own', 'x.Y': 'z' }) })
      .where('id', '=', assetId)
      .execute()
    await repository.process(['m.dita'])
    const row = await repository.row('m.dita')
    expect(await repository.metadata('m.dita')).toEqual({
      'dc.title': 'Title of m',
      'dc.creator': '["Ann"]',
      'dc.source': 'own',
      'x.Y': 'z',
      'document.Guid': `GUID-${row.guid}`,
      'document.Type': 'DITATOPIC',
      'document.Root': 'topic',
    })
    await repository.processed({ 'm.dita': topic('n') })
    expect(await repository.metadata('m.dita')).toEqual({
      'dc.title': 'Title of n',
      'dc.source': 'own',
      'x.Y': 'z',
      'document.Guid': `GUID-${row.guid}`,
      'document.Type': 'DITATOPIC',
      'document.Root': 'topic',
    })
  })

  it('that has another root or type now says so in the metadata', async () => {
    await repository.processed({ 'kind.dita': topic('k') })
    await repository.processed({ 'kind.dita': '<concept id="k"><title>K</title></concept>' })
    expect(await repository.metadata('kind.dita')).toMatchObject({
      'document.Type': 'DITATOPIC',
      'document.Root': 'concept',
    })
  })

  it('that is new in two batches at the same time is stored once, with one GUID', async () => {
    const names = Array.from({ length: 20 }, (_, i) => `twice/${i}.dita`)
    for (const name of names) await repository.put(name, topic('t', '<p><xref href="0.dita"/></p>'))
    const [one, other] = await Promise.all([
      repository.process(names),
      repository.process(names.toReversed()),
    ])
    for (const name of names) {
      expect(one.get(name)?.guid).toBe(other.get(name)?.guid)
      expect(one.get(name)?.guid).toBe(`GUID-${(await repository.row(name)).guid}`)
    }
  })

  it('whose stored file or asset is gone fails alone', async () => {
    await repository.put('here.dita', topic('h'))
    const { assetId } = await repository.put('gone.dita', topic('g'))
    await repository.db.deleteFrom('asset').where('id', '=', assetId).execute()
    const withoutFile = ['lost.dita', 'lost.md', 'lost.html', 'lost.ditaval', 'large.dita']
    for (const name of withoutFile) {
      const padding = name === 'large.dita' ? `<!--${'x'.repeat(300_000)}-->` : ''
      const { originalKey } = await repository.put(name, `${topic(name)}${padding}`)
      await repository.files.remove(originalKey)
    }
    const outcomes = await repository.process(['gone.dita', ...withoutFile, 'here.dita'])
    expect(outcomes.get('here.dita')?.status).toBe('Processed')
    await expect(repository.row('gone.dita')).rejects.toThrow()
    expect(outcomes.get('gone.dita')?.status).toBe('Failed')
    expect(texts(outcomes, 'gone.dita')).toEqual(['The asset was deleted meanwhile.'])
    for (const name of withoutFile) {
      expect(outcomes.get(name)?.status).toBe('Failed')
      expect(texts(outcomes, name)).toEqual([
        expect.stringMatching(/^The stored file is gone: .*[0-9a-f]{64}/),
      ])
    }
  })

  it('with characters that a database can not hold is stored without them', async () => {
    const outcomes = await repository.processed({
      'odd.html': '<title>a\0b&#0;</title><a href="x\0.html#\0">x</a><p id="\0q\0">',
      'odd.md': '---\ntitle: "a\\0b\\uD800"\n---\n[x](y%00.md#%00)\n',
    })
    expect([...outcomes.values()].map(({ status }) => status)).toEqual(['Warning', 'Warning'])
    expect((await repository.row('odd.md')).title).not.toContain('\0')
  })
})

describe('who uses whom', () => {
  it('can be asked in both directions, and what is broken', async () => {
    await repository.processed({
      'use/a.dita': topic(
        'a',
        '<p id="p">x</p><image href="i.png"/>\n<xref href="b.dita"/><xref href="none.dita"/>',
      ),
      'use/b.dita': topic('b', '<p conref="a.dita#a/p"/>'),
      'use/i.png': 'picture',
    })
    const a = repository.asset('use/a.dita').assetId
    const image = repository.asset('use/i.png').assetId
    const { db, companyId } = repository
    const uses = async (wanted: Partial<UsesWanted>) =>
      await documentUses(db, {
        companyId,
        direction: 'from',
        place: { folder: 'Demo/use/' },
        state: undefined,
        offset: 0,
        limit: 10,
        ...wanted,
      })
    const end = async (name: string) => ({
      path: `/content/dam/Demo/${name}`,
      uuid: name.endsWith('.dita') ? `GUID-${(await repository.row(name)).guid}` : '',
    })
    const [endOfA, endOfB] = [await end('use/a.dita'), await end('use/b.dita')]
    const whole = { state: 'Whole', reason: null }
    const ofA = [
      { from: endOfA, to: await end('use/i.png'), kind: 'image', reference: 'i.png', lines: [1], ...whole },
      { from: endOfA, to: endOfB, kind: 'link', reference: 'b.dita', lines: [2], ...whole },
      {
        from: endOfA,
        to: { path: '/content/dam/Demo/use/none.dita', uuid: '' },
        kind: 'link',
        reference: 'none.dita',
        lines: [2],
        state: 'Broken',
        reason: 'file',
      },
    ]
    expect(await uses({ place: { assetId: a } })).toEqual(ofA)
    expect(await uses({ limit: 2, offset: 1 })).toEqual(ofA.slice(1))
    expect(await uses({ state: 'Broken' })).toEqual(ofA.slice(2))
    expect(await uses({ direction: 'to', place: { assetId: image } })).toEqual(ofA.slice(0, 1))
    const ofB = { from: endOfB, to: endOfA, kind: 'conref', reference: 'a.dita#a/p', lines: [1], ...whole }
    expect(await uses({ direction: 'to', place: { assetId: a } })).toEqual([ofB])
    expect(await uses({ direction: 'to' })).toEqual([...ofA.slice(0, 2), ofB])
    expect(await uses({ place: { folder: 'Demo/us/' } })).toEqual([])
    expect(await uses({ companyId: companyId + 1 })).toEqual([])
  })
})

describe('file types', () => {
  it.each([
    ['a.dita', 'x', 'DITATOPIC'],
    ['A.DITAMAP', '', 'DITAMAP'],
    ['a.bookmap', '', 'DITAMAP'],
    ['a.md', '', 'MARKDOWN'],
    ['a.htm', '', 'HTML/CSS'],
    ['a.css', '', 'HTML/CSS'],
    ['a.ditaval', '', 'DITAVAL'],
    ['a.xml', 'application/dita+xml;format=map', 'DITAMAP'],
    ['a.xml', 'application/dita+xml; format="topic"', 'DITATOPIC'],
    ['a.xml', 'application/xml', 'OTHERS'],
    ['dita', '', 'OTHERS'],
  ])('of %s (%s): %s', (name, mimeType, type) => expect(fileTypeOf(name, mimeType)).toBe(type))
})

describe('settings', () => {
  it.each(['BYTES', 'DEPTH', 'ELEMENTS', 'REFERENCES', 'MESSAGES'])(
    'DARKROOM_MAX_DOCUMENT_%s is a number from 1 on',
    (name) => {
      const variable = `DARKROOM_MAX_DOCUMENT_${name}`
      expect(() => readDocumentLimits({ [variable]: '0' })).toThrow(variable)
      expect(readDocumentLimits({ [variable]: '7' })).toMatchObject({
        [`max${name[0]}${name.slice(1).toLowerCase()}`]: 7,
      })
    },
  )
})

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

describe('much of it', () => {
  it('2,000 files of all types, in batches and any order: what is wrong is told once, nothing else', async () => {
    const names: string[] = []
    for (let i = 0; i < 1000; i++) {
      const next = (i + 1) % 1000
      const wrong = i % 100 === 7 ? '<xref href="t999999.dita"/><xref href="t0.dita#t0/none"/>' : ''
      const body = `<p id="p"><ph keyref="k${i % 20}"/></p><p><xref href="t${next}.dita#t${next}/p"/><xref href="m${i}.md#part-${i}"/>${wrong}</p><image href="i${i % 10}.png"/>`
      names.push(`big/t${i}.dita`, `big/m${i}.md`)
      await repository.put(`big/t${i}.dita`, topic(`t${i}`, body))
      await repository.put(
        `big/m${i}.md`,
        `# Part ${i}\n\n[a](m${next}.md#part-${next}) ![i](i${i % 10}.png)\n`,
      )
    }
    for (let i = 0; i < 10; i++) await repository.put(`big/i${i}.png`, 'picture')
    const refs = Array.from({ length: 1000 }, (_, i) => `<topicref href="t${i}.dita"/>`).join('\n')
    const keys = Array.from({ length: 19 }, (_, i) => `<keydef keys="k${i}" href="t${i}.dita"/>`).join('')
    await repository.put('big/m.ditamap', `<map>${keys}${refs}</map>`)
    names.sort()
    names.push('big/m.ditamap')
    const outcomes = new Map<string, string[]>()
    for (let at = 0; at < names.length; at += 200) {
      const some = await repository.process(names.slice(at, at + 200))
      for (const name of some.keys()) outcomes.set(name, texts(some, name))
    }
    const settled = await repository.settle()
    for (const name of settled.keys())
      outcomes.set(name, [...(outcomes.get(name) ?? []), ...texts(settled, name)])
    const told = [...outcomes].filter(([, messages]) => messages.length > 0)
    const keyless = Array.from({ length: 1000 }, (_, i) => i).filter((i) => i % 20 === 19)
    const wrong = Array.from({ length: 10 }, (_, i) => i * 100 + 7)
    expect(told.map(([name]) => name).sort()).toEqual(
      [...keyless, ...wrong].map((i) => `big/t${i}.dita`).sort(),
    )
    expect(outcomes.get('big/t7.dita')?.sort()).toEqual([
      expect.stringContaining('the link "t0.dita#t0/none" leads to the id "t0/none"'),
      expect.stringContaining(
        'the link "t999999.dita" leads to /content/dam/Demo/big/t999999.dita, which is not there',
      ),
    ])
    expect(outcomes.get('big/t19.dita')).toEqual([
      'Line 1: the key "k19" is not defined in /content/dam/Demo/big/m.ditamap.',
    ])
    expect(await repository.settle()).toEqual(new Map())
  })

  it('batches at the same time, each with links into all others, do not wait for each other in a circle', async () => {
    const names = Array.from({ length: 200 }, (_, i) => `par/t${i}.dita`)
    const write = async (id: string) => {
      for (const [i, name] of names.entries()) {
        const links = [1, 50, 99, 150].map(
          (step) => `<xref href="t${(i + step) % 200}.dita#t${(i + step) % 200}/${id}"/>`,
        )
        await repository.put(name, topic(`t${i}`, `<p id="${id}">${links.join('')}</p>`))
      }
    }
    for (const id of ['one', 'two']) {
      await write(id)
      const batches = Array.from({ length: 8 }, (_, i) => names.filter((_, n) => n % 8 === i))
      await Promise.all([
        ...batches.map(async (batch) => await repository.process(batch)),
        repository.settle(),
        repository.settle(),
      ])
      await repository.settle()
      const rows = await Promise.all(names.map(async (name) => await repository.row(name)))
      expect(rows.filter(({ status }) => status !== 'Processed')).toEqual([])
    }
  })

  it('a map of 20,000 topics with keys takes some twenty times what one of 1,000 takes', async () => {
    await repository.put(
      'huge/t.dita',
      topic('t', Array.from({ length: 20_000 }, (_, i) => `<p id="p${i}"/>`).join('')),
    )
    await repository.process(['huge/t.dita'])
    const mapOf = (count: number) =>
      `<map>${Array.from({ length: count }, (_, i) => `<topicref href="t.dita#t/p${i}" keys="huge${i}"/>\n<topicref keyref="huge${i}"/>`).join('\n')}</map>`
    const seconds = async (name: string, count: number) => {
      await repository.put(name, mapOf(count))
      const begin = performance.now()
      const outcomes = await repository.process([name])
      expect(texts(outcomes, name)).toEqual([])
      return (performance.now() - begin) / 1000
    }
    await seconds('huge/warm.ditamap', 1_000)
    const small = await seconds('huge/small.ditamap', 1_000)
    const large = await seconds('huge/large.ditamap', 20_000)
    // Quadratic would be 400.
    expect(large / small).toBeLessThan(120)
    const place = { assetId: repository.asset('huge/large.ditamap').assetId }
    const { db, companyId } = repository
    const all = { companyId, place, direction: 'from', state: undefined, offset: 0, limit: 50_000 } as const
    expect(await documentUses(db, all)).toHaveLength(40_000)
  })
})

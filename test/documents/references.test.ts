import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DocumentRepository, texts } from './repository.ts'

let repository: DocumentRepository
beforeAll(async () => {
  repository = await DocumentRepository.open()
})
afterAll(async () => await repository.close())

/** A topic with a body; its first line is line 1. */
function topic(id: string, body: string): string {
  return `<topic id="${id}"><title>${id}</title><body>\n${body}\n</body></topic>`
}

function map(content: string): string {
  return `<map>\n${content}\n</map>`
}

describe('links', () => {
  it('that lead nowhere are told with their line, what is whole is not', async () => {
    const outcomes = await repository.processed({
      'links/a.dita': topic(
        'a',
        [
          '<p id="p1"><xref href="b.dita"/><xref href="b.dita#b/p2"/><xref href="#a/p1"/><xref href="#./p1"/></p>',
          '<p><xref href="gone.dita"/></p>',
          '<p><xref href="b.dita#b/none"/></p>',
          '<p><xref href="b.dita#p2"/></p>',
          '<p><xref href="../../../x.dita"/></p>',
          '<p><xref href="#a/none"/></p>',
          '<p><xref href="https://example.com/x"/><xref href="x.html" scope="external"/><xref href="y.dita" scope="peer"/></p>',
          '<p><image href="gone.png"/><image href="pictures/here%20it%20is.png"/></p>',
          '<p><xref href="gone.dita"/></p>',
        ].join('\n'),
      ),
      'links/b.dita': topic('b', '<p id="p2">x</p>'),
      'links/pictures/here it is.png': 'picture',
    })
    expect(texts(outcomes, 'links/a.dita')).toEqual([
      'Lines 3, 10: the link "gone.dita" leads to /content/dam/Demo/links/gone.dita, which is not there.',
      'Line 4: the link "b.dita#b/none" leads to the id "b/none", which its target does not have.',
      'Line 5: the link "b.dita#p2" leads to the id "p2", which its target does not have.',
      'Line 6: the link "../../../x.dita" leads out of the repository.',
      'Line 7: the link "#a/none" leads to the id "a/none", which its target does not have.',
      'Line 9: the image "gone.png" leads to /content/dam/Demo/links/gone.png, which is not there.',
    ])
    expect(outcomes.get('links/a.dita')?.status).toBe('Warning')
    expect((await repository.row('links/a.dita')).status).toBe('Warning')
    expect(outcomes.get('links/b.dita')).toMatchObject({ status: 'Processed', messages: [], dependants: 1 })
  })

  it('by GUID find the document wherever it lies', async () => {
    const outcomes = await repository.processed({ 'guids/here/b.dita': topic('b', '<p id="x">x</p>') })
    const guid = outcomes.get('guids/here/b.dita')?.guid ?? ''
    expect(guid).toMatch(/^GUID-[0-9a-f-]{36}$/)
    const second = await repository.processed({
      'guids/a.dita': topic('a', `<p><xref href="${guid}.dita#b/x"/><xref href="${guid}.dita#b/y"/></p>`),
    })
    expect(texts(second, 'guids/a.dita')).toEqual([
      `Line 2: the link "${guid}.dita#b/y" leads to the id "b/y", which its target does not have.`,
    ])
  })

  it('into a company of others lead nowhere', async () => {
    const company = await repository.db
      .insertInto('company')
      .values({ name: 'Other', root_folder: 'Other/' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const folder = await repository.db
      .insertInto('folder')
      .values({ company_id: company.id, path: 'Other/' })
      .returning('id')
      .executeTakeFirstOrThrow()
    const { assetId } = await repository.put('other/mine.dita', topic('m', '<p/>'))
    await repository.db
      .updateTable('asset')
      .set({ folder_id: folder.id, company_id: company.id })
      .where('id', '=', assetId)
      .execute()
    const outcomes = await repository.processed({
      'other/a.dita': topic('a', '<p><xref href="../../Other/mine.dita"/></p>'),
    })
    expect(texts(outcomes, 'other/a.dita')).toEqual([
      'Line 2: the link "../../Other/mine.dita" leads to /content/dam/Other/mine.dita, which is not there.',
    ])
  })
})

describe('keys', () => {
  it('mean what the first definition says, level by level, in every map that uses the topic', async () => {
    const outcomes = await repository.processed({
      'keys/root.ditamap': map(
        '<keydef keys="host" href="one.dita"/>\n<mapref href="sub.ditamap"/>\n<keydef keys="text"><topicmeta><keywords><keyword>x</keyword></keywords></topicmeta></keydef>',
      ),
      'keys/sub.ditamap': map(
        '<keydef keys="host deep" href="two.dita#two"/>\n<topicref href="t.dita"/><topicref keyref="deep"/>',
      ),
      'keys/second.ditamap': map('<keydef keys="host" href="one.dita"/>\n<topicref href="t.dita"/>'),
      'keys/one.dita': topic('one', '<p id="first">x</p>'),
      'keys/two.dita': topic('two', '<p id="second">x</p>'),
      'keys/t.dita': topic(
        't',
        [
          '<p conkeyref="host/first"/>',
          '<p conkeyref="host/second"/>',
          '<p><xref keyref="deep/second"/></p>',
          '<p><ph keyref="nowhere"/><ph keyref="text"/></p>',
        ].join('\n'),
      ),
    })
    expect(texts(outcomes, 'keys/t.dita')).toEqual([
      'Line 3: the conkeyref "host/second" leads to the id "one/second", which its target does not have.',
      'Line 4: the key "deep/second" is not defined in /content/dam/Demo/keys/second.ditamap.',
      expect.stringMatching(
        /^Line 5: the key "nowhere" is not defined in \/content\/dam\/Demo\/keys\/(root|second)\.ditamap, \/content\/dam\/Demo\/keys\/(root|second)\.ditamap\.$/,
      ),
      expect.stringContaining(
        'Line 5: the key "text" is not defined in /content/dam/Demo/keys/second.ditamap',
      ),
    ])
    expect(texts(outcomes, 'keys/root.ditamap')).toEqual([])
    expect(texts(outcomes, 'keys/sub.ditamap')).toEqual([])
  })

  it('of scopes are known with the scope in front', async () => {
    const outcomes = await repository.processed({
      'scopes/root.ditamap': map(
        '<topicgroup keyscope="left"><keydef keys="k" href="a.dita"/></topicgroup><topicref href="a.dita"/>',
      ),
      'scopes/a.dita': topic('a', '<p><ph keyref="left.k"/><ph keyref="right.k"/></p>'),
    })
    expect(texts(outcomes, 'scopes/a.dita')).toEqual([
      'Line 2: the key "right.k" is not defined in /content/dam/Demo/scopes/root.ditamap.',
    ])
  })

  it('without a map stay open until one uses the topic', async () => {
    const first = await repository.processed({ 'open/t.dita': topic('t', '<p><ph keyref="k"/></p>') })
    expect(first.get('open/t.dita')).toMatchObject({ status: 'Processed', messages: [] })
    await repository.processed({ 'open/m.ditamap': map('<topicref href="t.dita"/>') })
    const settled = await repository.settle()
    expect(texts(settled, 'open/t.dita')).toEqual([
      'Line 2: the key "k" is not defined in /content/dam/Demo/open/m.ditamap.',
    ])
    expect((await repository.row('open/t.dita')).status).toBe('Warning')
    await repository.processed({
      'open/m.ditamap': map('<topicref href="t.dita"/><keydef keys="k"/>'),
    })
    expect((await repository.settle()).get('open/t.dita')).toMatchObject({
      status: 'Processed',
      messages: [{ severity: 'INFO', text: 'Line 2: the key "k" leads to its target again.' }],
    })
  })
})

describe('circles', () => {
  it('of maps are found and named, whatever order they come in', async () => {
    const files = {
      'circle/a.ditamap': map('<mapref href="b.ditamap"/><topicref href="t.dita"/>'),
      'circle/b.ditamap': map('<mapref href="c.ditamap"/>'),
      'circle/c.ditamap': map('<mapref href="a.ditamap"/><keydef keys="k"/>'),
      'circle/t.dita': topic('t', '<p><ph keyref="k"/><ph keyref="none"/></p>'),
    }
    for (const [name, text] of Object.entries(files)) await repository.processed({ [name]: text })
    await repository.settle()
    for (const name of ['a', 'b', 'c'])
      expect((await repository.row(`circle/${name}.ditamap`)).status).toBe('Warning')
    const again = await repository.process(Object.keys(files))
    expect(texts(again, 'circle/a.ditamap')[0]).toMatch(
      /^Line 2: the map "b\.ditamap" is part of a circle \(.*[abc]\.ditamap, .*\)\.$/,
    )
    expect(texts(again, 'circle/t.dita')).toHaveLength(1)
    expect(texts(again, 'circle/t.dita')[0]).toMatch(/^Line 2: the key "none" is not defined in /)
  })

  it('of conrefs are found by element; documents that use each other are none', async () => {
    const outcomes = await repository.processed({
      'conrefs/a.dita': topic(
        'a',
        '<section id="s"><p id="x" conref="b.dita#b/y"/></section>\n<p id="fine" conref="b.dita#b/plain"/><p id="self" conref="#a/self"/>',
      ),
      'conrefs/b.dita': topic(
        'b',
        '<p id="y"><ph conref="a.dita#a/s"/></p><p id="plain">x</p><p conref="a.dita#a/fine"/>',
      ),
    })
    expect(texts(outcomes, 'conrefs/a.dita')).toEqual([
      'Line 2: the conref "b.dita#b/y" is part of a circle (b.dita, a.dita).',
      'Line 3: the conref "#a/self" is part of a circle (a.dita).',
    ])
    expect(texts(outcomes, 'conrefs/b.dita')).toEqual([
      expect.stringMatching(/^Line 2: the conref "a\.dita#a\/s" is part of a circle/),
    ])
  })
})

describe('documents of a mirror', () => {
  it('link as in the repository that they come from; what is missing may come until dependants are checked', async () => {
    repository.mirror = { root: 'Demo/', folder: 'Demo/jcr/' }
    try {
      const first = await repository.processed({
        'own/c.dita': topic('c', ''),
        'jcr/site/a.dita': topic(
          'a',
          [
            '<p><xref href="b.dita"/><xref href="/content/dam/site/b.dita#b/p"/><xref href="../other/d.dita"/></p>',
            '<p><xref href="/content/dam/Demo/own/c.dita"/><xref href="/content/dam/Demo/own/gone.dita"/></p>',
            '<p><image href="gone.png"/><xref href="/content/dam/site/gone.dita"/><xref href="../../../x.dita"/></p>',
          ].join('\n'),
        ),
      })
      expect(texts(first, 'jcr/site/a.dita')).toEqual([
        'Line 3: the link "/content/dam/Demo/own/gone.dita" leads to /content/dam/Demo/own/gone.dita, which is not there.',
        'Line 4: the link "../../../x.dita" leads out of the repository.',
      ])
      await repository.processed({
        'jcr/site/b.dita': topic('b', '<p id="p"/>'),
        'jcr/other/d.dita': topic('d', ''),
      })
      expect(texts(await repository.settle(), 'jcr/site/a.dita')).toEqual([
        'Line 4: the image "gone.png" leads to /content/dam/site/gone.png, which is not among what was fetched.',
        'Line 4: the link "/content/dam/site/gone.dita" leads to /content/dam/site/gone.dita, which is not among what was fetched.',
      ])
      expect(await repository.settle()).toEqual(new Map())
    } finally {
      repository.mirror = undefined
    }
  })
})

describe('dependants', () => {
  it('are checked again when a target appears, changes, fails or goes', async () => {
    const user = topic('u', '<p><xref href="target.dita#t/p"/></p>')
    const first = await repository.processed({ 'dep/user.dita': user })
    expect(texts(first, 'dep/user.dita')).toHaveLength(1)

    await repository.put('dep/target.dita', topic('t', '<p id="p"/>'))
    // There, but what it has is not known yet.
    expect((await repository.settle()).get('dep/user.dita')).toMatchObject({ status: 'Processed' })
    expect((await repository.process(['dep/target.dita'])).get('dep/target.dita')?.dependants).toBe(1)
    expect((await repository.settle()).size).toBe(0)

    const changed = await repository.processed({ 'dep/target.dita': topic('t', '<p id="other"/>') })
    expect(changed.get('dep/target.dita')).toMatchObject({ status: 'Processed', dependants: 1 })
    expect(texts(await repository.settle(), 'dep/user.dita')).toEqual([
      'Line 2: the link "target.dita#t/p" leads to the id "t/p", which its target does not have.',
    ])
    await repository.processed({ 'dep/target.dita': topic('t', '<p id="p"/>') })
    expect((await repository.settle()).get('dep/user.dita')?.status).toBe('Processed')

    const { assetId } = repository.asset('dep/target.dita')
    await repository.db
      .updateTable('asset')
      .set({ trash_state: 'InTrash' })
      .where('id', '=', assetId)
      .execute()
    expect(texts(await repository.settle(), 'dep/user.dita')[0]).toContain('which is not there')
    expect((await repository.row('dep/target.dita')).processed_version).toBe(0)
    await repository.db
      .updateTable('asset')
      .set({ trash_state: 'NotInTrash' })
      .where('id', '=', assetId)
      .execute()
    expect((await repository.settle()).get('dep/user.dita')?.status).toBe('Processed')
    await repository.db.deleteFrom('asset').where('id', '=', assetId).execute()
    expect(texts(await repository.settle(), 'dep/user.dita')[0]).toContain('which is not there')
    expect(await repository.settle()).toEqual(new Map())
  })

  it('are found also where the target is processed in a later batch', async () => {
    await repository.put('later/b.dita', topic('b', '<p id="x"/>'))
    const first = await repository.processed({
      'later/a.dita': topic('a', '<p><xref href="b.dita#b/x"/><xref href="b.dita#b/y"/></p>'),
    })
    expect(first.get('later/a.dita')).toMatchObject({ status: 'Processed', messages: [] })
    await repository.process(['later/b.dita'])
    const settled = await repository.settle()
    expect(settled.get('later/a.dita')?.status).toBe('Warning')
    expect(texts(settled, 'later/a.dita')).toEqual([
      'Line 2: the link "b.dita#b/y" leads to the id "b/y", which its target does not have.',
    ])
  })

  it('are found by the keys of a map whose topics came after it', async () => {
    await repository.processed({
      'keys-later/m.ditamap': map('<topicref href="a.dita"/><keydef keys="k" href="k.dita"/>'),
    })
    await repository.processed({
      'keys-later/a.dita': topic('a', '<p><xref keyref="k"/><xref keyref="none"/></p>'),
      'keys-later/k.dita': topic('k', ''),
    })
    expect(texts(await repository.settle(), 'keys-later/a.dita')).toEqual([
      'Line 2: the key "none" is not defined in /content/dam/Demo/keys-later/m.ditamap.',
    ])
  })

  it('of a document that can not be read any more are told so', async () => {
    await repository.processed({
      'unread/a.dita': topic('a', '<p><xref href="b.dita#b/x"/></p>'),
      'unread/b.dita': topic('b', '<p id="x"/>'),
    })
    const broken = await repository.processed({ 'unread/b.dita': '<topic id="b"><title>' })
    expect(broken.get('unread/b.dita')?.status).toBe('Failed')
    expect(texts(await repository.settle(), 'unread/a.dita')).toEqual([
      'Line 2: the link "b.dita#b/x" leads to the id "b/x" of a document that can not be read.',
    ])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { documentUses } from '../../src/core/documents/document.queries.ts'
import { DocumentRepository, texts } from './repository.ts'

let repository: DocumentRepository
beforeAll(async () => {
  repository = await DocumentRepository.open()
})
afterAll(async () => await repository.close())

const topic = (id: string, body = '', prolog = '') =>
  `<topic id="${id}"><title>Title of ${id}</title>${prolog}<body>${body}</body></topic>`

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

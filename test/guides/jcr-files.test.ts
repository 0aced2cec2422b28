import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestApp } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { type GuidesClient, jsonOf } from './guides-client.ts'
import { clientOf, slingServer, startJcrApp, told } from './jcr-app.ts'

const sling = slingServer()
let darkroom: TestApp
let client: GuidesClient

beforeAll(async () => {
  darkroom = await startJcrApp(await sling.listen(), { DARKROOM_FETCH_TRIES: '1' })
  client = clientOf(darkroom)
})
afterAll(async () => {
  await darkroom?.close()
  await sling.close()
})

function topic(id: string, body = '<p>text</p>'): string {
  return `<topic id="${id}"><title>${id}</title><body>${body}</body></topic>`
}

async function run(path: string, more: object = {}) {
  const id = await client.start(path, more)
  const status = await client.ended(id)
  return { status, lines: await client.log(id), told: (await told(client, id)).toSorted() }
}

describe('links between files of a JCR repository', () => {
  const folder = '/content/dam/links'
  const names = Array.from({ length: 22 }, (_, i) => `t${10 + i}.dita`)

  it('are whole, whichever of them is fetched first, and not judged before the end', async () => {
    for (const [i, name] of names.entries()) {
      const next = names[(i + 1) % names.length]
      sling.put(
        `${folder}/${name}`,
        topic(
          't',
          `<p><xref href="${next}"/><xref href="${folder}/${next}#t"/><image href="z/p.jpg"/><xref keyref="k"/></p>`,
        ),
      )
    }
    sling.put(`${folder}/z/p.jpg`, await jpeg(20, 20))
    const topics = names.map((name) => `<topicref href="${name}"/>`).join('')
    sling.put(`${folder}/a.ditamap`, `<map>${topics}<keydef keys="k" href="${names[21]}"/></map>`)
    for (let round = 0; round < 2; round++) {
      const { status, lines, told } = await run(folder)
      expect(status).toMatchObject({ status: 'SUCCESS', triggeredCount: 24, comments: '' })
      expect(told).toHaveLength(24)
      expect(lines.filter((line) => line.startsWith('WARN'))).toEqual([])
    }
  }, 60_000)

  it('are told at the end where they lead to nothing that was fetched, by the paths of that repository', async () => {
    sling.put(`${folder}/t31.dita`, topic('t', '<p><xref href="gone.dita"/></p>'))
    const { status, lines } = await run(`${folder}/t31.dita`)
    expect(status).toMatchObject({ comments: expect.stringContaining('Assets with warnings: 1') })
    expect(lines.filter((line) => line.startsWith('WARN'))).toEqual([
      `WARN ${folder}/t31.dita: Checked again: Warning`,
      `WARN ${folder}/t31.dita: Line 1: the link "gone.dita" leads to ${folder}/gone.dita, which is not among what was fetched.`,
    ])
  })
})

describe('a file of a JCR repository', () => {
  it('that is answered with an error fails alone', async () => {
    for (const name of ['a', 'b', 'c']) sling.put(`/content/dam/weak/${name}.dita`, topic(name))
    sling.broken.set('/content/dam/weak/b.dita/jcr:content/renditions/original', 500)
    const { status, told } = await run('/content/dam/weak')
    expect(status).toMatchObject({ status: 'SUCCESS', triggeredCount: 3 })
    expect(told).toEqual([
      '/content/dam/weak/a.dita Processed',
      '/content/dam/weak/b.dita Failed',
      '/content/dam/weak/c.dita Processed',
    ])
  })

  it('is an item of its own where the item of several did not come to its end', async () => {
    const { db } = darkroom.app
    for (const name of ['a', 'b', 'c']) sling.put(`/content/dam/crash/${name}.dita`, topic(name))
    await sql`
      create function tried_before() returns trigger language plpgsql as $$ begin new.attempt := 1; return new; end $$`.execute(
      db,
    )
    await sql`
      create trigger tried_before before insert on job_item for each row
      when (new.payload ->> 'step' = 'jcr' and new.payload ->> 'files' <> '1') execute function tried_before()`.execute(
      db,
    )
    const { status, told } = await run('/content/dam/crash')
    await sql`drop trigger tried_before on job_item`.execute(db)
    expect(status).toMatchObject({ status: 'SUCCESS', triggeredCount: 3 })
    expect(told).toHaveLength(3)
    const { rows } = await sql<{ files: number }>`
      select (payload -> 'files')::integer as files from job_item
      where payload ->> 'step' = 'jcr' and job_id = (select max(id) from job) order by id`.execute(db)
    expect(rows.map(({ files }) => files)).toEqual([3, 1, 1, 1])
  })

  it('is filtered by its content where its name does not tell its type', async () => {
    const doctype = '<!DOCTYPE concept PUBLIC "-//OASIS//DTD DITA Concept//EN" "concept.dtd">'
    const note = `${doctype}<concept id="n"><title>Note</title><conbody/></concept>`
    sling.put('/content/dam/kinds/note.xml', note)
    sling.put('/content/dam/kinds/data.xml', '<?xml version="1.0"?><data/>')
    sling.put('/content/dam/kinds/p.jpg', await jpeg(20, 20))
    const others = await run('/content/dam/kinds', { filter: { fileTypes: ['OTHERS'] } })
    expect(others.told).toEqual([
      '/content/dam/kinds/data.xml Processed',
      '/content/dam/kinds/p.jpg Processed',
    ])
    expect(others.lines).toContain(
      'INFO /content/dam/kinds/note.xml: Left out: by its content it is of the type DITATOPIC',
    )
    const topics = await run('/content/dam/kinds', { filter: { fileTypes: ['DITATOPIC'] } })
    expect(topics.told).toEqual(['/content/dam/kinds/note.xml Processed'])
    expect(topics.status.triggeredCount).toBe(2)
  })

  it('has its warnings in the log, each time that it is processed', async () => {
    sling.put(
      '/content/dam/told/data.xml',
      '<?xml version="1.0"?><!DOCTYPE data [<!ENTITY e "x">]><data>&e;</data>',
    )
    for (let version = 1; version <= 2; version++) {
      const { status, lines } = await run('/content/dam/told')
      expect(status).toMatchObject({ comments: expect.stringContaining('Assets with warnings: 1') })
      expect(lines.filter((line) => line.startsWith('WARN'))).toEqual([
        'WARN /content/dam/told/data.xml: Processed (Xml)',
        'WARN /content/dam/told/data.xml: "data.xml" declares XML entities, which nothing here expands.',
      ])
      const { version: stored } = await darkroom.app.db
        .selectFrom('asset')
        .innerJoin('folder', 'folder.id', 'asset.folder_id')
        .select('asset.version')
        .where('folder.path', '=', 'Demo/jcr/told/')
        .executeTakeFirstOrThrow()
      expect(stored).toBe(version)
    }
  })
})

it('the status of assets in a JCR repository is that of what was fetched, by their paths there', async () => {
  sling.put('/content/dam/state/in/a.dita', topic('a'))
  sling.put('/content/dam/state/in/out/b.dita', topic('b'))
  sling.put('/content/dam/state/later/c.dita', topic('c'))
  const url = '/bin/guides/v1/assets/status'
  const ask = async () => {
    const paths = ['/content/dam/state/in', '/content/dam/state/later/c.dita', '/content/dam/state/gone']
    const answer = await client.post(url, { paths, excludedPaths: '/content/dam/state/in/out' })
    const { jobId } = await jsonOf<{ jobId: string }>(answer)
    return await client.get(`${url}?jobId=${jobId}`)
  }
  await run('/content/dam/state/in')
  expect(await jsonOf<object>(await ask())).toMatchObject({
    assets: [
      {
        path: '/content/dam/state/in/a.dita',
        uuid: expect.stringMatching(/^GUID-/),
        status: 'SUCCESS',
        exists: true,
      },
      { path: '/content/dam/state/later/c.dita', uuid: '', status: 'PENDING', exists: true },
      { path: '/content/dam/state/gone', uuid: '', status: 'FAILURE', exists: false },
    ],
  })
  sling.broken.set('/content/dam/state/gone.0.json', 500)
  expect((await ask()).status).toBe(503)
})

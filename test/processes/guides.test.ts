import { describe, expect, it } from 'vitest'
import { GuidesClient, jsonOf, processUrl, type RunStatus } from '../guides/guides-client.ts'
import { adminUser } from '../support/app.ts'
import { jpeg } from '../support/pictures.ts'
import { Installation } from '../support/process.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

/** Each file that is uploaded becomes so many assets. */
const copies = 200

const topic = '<topic id="t"><title>Shoes</title><body><p>See <xref href="other.dita"/>.</p></body></topic>'

describe('the bulk processing API', () => {
  it('processes 2,000 mixed assets once each, through two kills of the server, a cancel and a resume', async (context) => {
    const place = await Installation.makeOnTestDatabase()
    context.onTestFinished(async () => await place.remove())
    let server = await place.serve()
    const added = await place.run(['token', 'add', adminUser, '--days', '2', '--name', 'nightly'])
    const [token = ''] = added.stdout.match(/^drk_\S+$/m) ?? []
    const client = new GuidesClient(place.url, { token })
    const files = await sourceFiles()
    const upload = { jobName: 'u', endJob: true, destFolder: 'bulk', files }
    const { counts } = await jobEnded(place.url, await uploaded(place.url, upload), 60_000)
    expect(counts.success).toBe(files.length)
    await place.withDatabase(async (database) => await database.query(multiply, [copies - 1]))
    const paths = await place.withDatabase(async (database) => {
      const { rows } = await database.query(
        "select '/content/dam/' || path || file_name as path from asset join folder on folder.id = folder_id order by 1",
      )
      return rows.map(({ path }) => String(path))
    })
    expect(paths).toHaveLength(files.length * copies)

    const id = await client.start('/content/dam/Demo/bulk')
    const progress = async (least: number) =>
      await place.withDatabase(
        async (database) =>
          await waitFor(
            `${least} assets`,
            async () => {
              const { rows } = await database.query('select log_lines from processing')
              return Number(rows[0]?.log_lines) >= least
            },
            90_000,
          ),
      )
    for (const least of [100, 400]) {
      await progress(least)
      await server.end('SIGKILL')
      server = await place.start(['serve']).says('darkroom is ready')
      expect(await client.status(id)).toMatchObject({ status: 'RUNNING', cancellable: true })
    }
    await progress(700)
    expect((await client.post(`${processUrl}/cancel`, { processingId: id })).status).toBe(200)
    const cancelled = await client.ended(id)
    expect(cancelled).toMatchObject({ status: 'CANCELLED', resumable: true })
    expect(cancelled.triggeredCount).toBeLessThan(paths.length)
    expect((await client.post(`${processUrl}/resume`, { processingId: id })).status).toBe(200)
    const ended = await client.ended(id, 120_000)
    expect(ended).toMatchObject({
      status: 'SUCCESS',
      triggeredCount: paths.length,
      migrationSet: { totalFiles: paths.length, calculationStatus: 'SUCCESS' },
      eta: { value: 0, unit: 'SECONDS' },
      startedAt: cancelled.startedAt,
    })

    const lines = await client.log(id)
    const processed = lines.flatMap(
      (line) => /^\w+ (\/\S+): (Processed|Warning|Failed)/.exec(line)?.[1] ?? [],
    )
    expect(processed.toSorted()).toEqual(paths)
    expect(lines[0]).toBe(`INFO Processing of /content/dam/Demo/bulk was started by ${adminUser}.`)
    expect(lines.filter((line) => /Cancelled by|Resumed by/.test(line))).toHaveLength(2)
    expect(lines.at(-1)).toMatch(/^\w+ Ended: \d+ files processed/)
    const twice = await place.withDatabase(async (database) => {
      const { rows } = await database.query(
        "select file_name, version from asset where type = 'Image' and version <> 2",
      )
      return rows
    })
    expect(twice).toEqual([])
    const history = await jsonOf<{ executionHistory: RunStatus[] }>(await client.get(`${processUrl}/history`))
    expect(history.executionHistory).toEqual([ended])

    expect((await place.run(['token', 'list'])).stdout).toMatch(
      /^1 {2}admin@localhost {2}until \S+ {2}nightly\n$/,
    )
    expect((await place.run(['token', 'revoke', '1'])).code).toBe(0)
    expect((await client.get(`${processUrl}/history`)).status).toBe(401)
    expect((await place.run(['token', 'revoke', '1'])).stderr).toContain('There is no token 1')
    expect(await server.end()).toEqual({ code: 0, signal: null })
  }, 300_000)
})

async function sourceFiles() {
  return [
    { name: 'picture.jpg', bytes: await jpeg(64, 48) },
    { name: 'notes.txt', bytes: Buffer.from('notes') },
    { name: 'topic.dita', bytes: Buffer.from(topic) },
    { name: 'other.dita', bytes: Buffer.from(topic.replace('other.dita', 'topic.dita')) },
    { name: 'broken.dita', bytes: Buffer.from('<topic id="t"><title>no end') },
    { name: 'map.ditamap', bytes: Buffer.from('<map><title>Map</title><topicref href="topic.dita"/></map>') },
    { name: 'read.md', bytes: Buffer.from('# Shoes\n\n[topic](topic.dita)\n') },
    {
      name: 'page.html',
      bytes: Buffer.from('<!doctype html><html lang="en"><title>Page</title><body></body></html>'),
    },
    { name: 'look.css', bytes: Buffer.from('body { color: red }') },
    {
      name: 'only.ditaval',
      bytes: Buffer.from('<val><prop att="audience" val="admin" action="include"/></val>'),
    },
  ]
}

/** Further assets with the file of each that there is. */
const multiply = `
  insert into asset (company_id, folder_id, name, file_name, type, served_as, ready_for_publish, original_key, size, mime_type,
    image, derived, processing, created_by, modified_by)
  select company_id, folder_id, i || '-' || name, i || '-' || file_name, type, served_as, ready_for_publish, original_key, size,
    mime_type, image, derived, processing, created_by, modified_by
  from asset, generate_series(1, $1::integer) as i`

import { expect, it } from 'vitest'
import { zipOf } from '../../src/core/processing/archives/test-archives.ts'
import { takeOverMs } from '../support/hold-item.ts'
import { Installation } from '../support/process.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'

const fileCount = 80

/** Makes unpacking so slow that it is seen to have begun before it ends: 50 ms for each file. */
const slowDown = `
  create function slow_down() returns trigger language plpgsql as $$ begin perform pg_sleep(0.05); return new; end $$;
  create trigger slow_down before insert on job_item for each row when (new.parent_id is not null)
    execute function slow_down();`

it('SIGKILL of the worker that unpacks an archive: each file of it is one asset, once', {
  timeout: 150_000,
}, async (context) => {
  const place = await Installation.makeOnTestDatabase({ DARKROOM_WORKERS: '2' })
  context.onTestFinished(async () => await place.remove())
  const server = await place.serve()
  await place.withDatabase((client) => client.query(slowDown))
  const members = Array.from({ length: fileCount }, (_, i) => ({ name: `f/${i}.txt`, data: `text ${i}` }))
  const jobHandle = await uploaded(place.url, {
    jobName: 'killed',
    options: '<unCompressOptions><process>UnCompress</process></unCompressOptions>',
    endJob: true,
    files: [{ name: 'a.zip', bytes: zipOf(members) }],
  })
  const worker = await place.withDatabase(
    async (client) =>
      await waitFor('the first files', async () => {
        const query =
          "select worker from job_item where parent_id is null and state = 'Running' and " +
          '(select count(*) from job_item where parent_id is not null) > 6'
        const { rows } = await client.query(query)
        return rows[0] && Number(String(rows[0].worker).split(':')[1])
      }),
  )
  process.kill(worker, 'SIGKILL')

  const ended = await jobEnded(place.url, jobHandle, takeOverMs + 30_000)
  expect(ended.counts).toMatchObject({
    success: fileCount,
    update: 0,
    duplicate: 0,
    error: 0,
    total: fileCount,
  })
  await place.withDatabase(async (client) => {
    const archive = await client.query('select attempt from job_item where parent_id is null')
    expect(archive.rows).toEqual([{ attempt: 2 }])
    const assets = await client.query(
      'select count(*)::int as count, count(distinct file_name)::int as names, max(version) as version from asset',
    )
    expect(assets.rows).toEqual([{ count: fileCount, names: fileCount, version: 1 }])
    const lines = await client.query(
      "select count(*)::int as count from job_log where log_type = 'UploadSuccess'",
    )
    expect(lines.rows).toEqual([{ count: fileCount }])
  })
  expect(await server.end()).toEqual({ code: 0, signal: null })
  await place.isQuiet()
})

import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ZipFile } from 'yazl'
import { withDarkroom } from './support/darkroom.ts'
import { IpsClient } from './support/ips-client.ts'
import { print, printRatio } from './support/report.ts'
import { smallPictures } from './support/small-pictures.ts'
import { withSql } from './support/sql.ts'
import { inWorkFolder } from './support/work-folder.ts'

const count = 10_000
const rounds = 3

/** A ZIP of 10,000 JPEG files of 10 kB: when the first of them is an asset, and when the last is unpacked. */
export async function archive(): Promise<void> {
  const bytes = await zip()
  await inWorkFolder(async (folder) => {
    const ratios: number[] = []
    for (let round = 0; round < rounds; round++) {
      const { first, unpacked, all } = await wholeServer(bytes, join(folder, 'data'))
      print('from the POST to the first asset', first / 1000, 's')
      print('until all is unpacked', unpacked / 1000, 's')
      print('until all are assets', all / 1000, 's')
      ratios.push(first / unpacked)
    }
    printRatio('time to the first asset / time to unpack all', ratios, 'below 1')
  })
}

async function zip(): Promise<Buffer> {
  const file = new ZipFile()
  for (const { name, bytes } of await smallPictures(count)) file.addBuffer(bytes, `pictures/${name}`)
  file.end()
  const chunks: Buffer[] = []
  for await (const chunk of file.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function wholeServer(bytes: Buffer, data: string) {
  const times = await withDarkroom(data, async ({ url }) => {
    const client = new IpsClient(url, 1)
    const begin = Date.now()
    const jobHandle = await client.upload({
      files: [{ name: 'pictures.zip', bytes }],
      endJob: true,
      options: '<unCompressOptions><process>UnCompress</process></unCompressOptions>',
    })
    const { at, succeeded } = await client.jobEnded(jobHandle)
    client.close()
    if (succeeded !== count) throw new Error(`${succeeded} of ${count} files succeeded`)
    const { first, unpacked } = await withSql(data, async (sql) => {
      const query =
        'select min(finished_at) filter (where parent_id is not null) as first, ' +
        'min(finished_at) filter (where parent_id is null) as unpacked from job_item'
      return (await sql.query<{ first: Date; unpacked: Date }>(query)).rows[0] ?? fail()
    })
    return { first: first.getTime() - begin, unpacked: unpacked.getTime() - begin, all: at - begin }
  })
  await rm(data, { recursive: true })
  return times
}

function fail(): never {
  throw new Error('the archive has no items')
}

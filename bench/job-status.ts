import { withDarkroom } from './support/darkroom.ts'
import { IpsClient } from './support/ips-client.ts'
import { print, printRatio } from './support/report.ts'
import { smallPictures } from './support/small-pictures.ts'
import { percentile } from './support/statistics.ts'
import { inWorkFolder } from './support/work-folder.ts'

const items = 10_000
const filesOfPost = 500
const calls = 300
const rounds = 3
const pauseMs = 10

/** How long getActiveJobs takes on an idle server, and while a job of 10,000 items runs. */
export async function jobStatus(): Promise<void> {
  const files = await smallPictures(items)
  const ratios: number[] = []
  for (let round = 0; round < rounds; round++)
    await inWorkFolder(async (data) =>
      withDarkroom(data, async ({ url }) => {
        const client = new IpsClient(url, 4)
        await p95(client)
        const idle = await p95(client)
        let jobHandle = await client.upload({ files: [] })
        for (let at = 0; at < items; at += filesOfPost)
          jobHandle = await client.upload({ jobHandle, files: files.slice(at, at + filesOfPost) })
        const running = await p95(client, `<jobHandle>${jobHandle}</jobHandle>`)
        const left = await openItems(client)
        client.close()
        if (left === 0) throw new Error('the job was done before it was measured')
        print('idle, p95', idle, 'ms')
        print(`while ${items} items are worked on (${left} left), p95`, running, 'ms')
        ratios.push(running / idle)
      }),
    )
  printRatio('p95 of getActiveJobs, busy / idle', ratios, 'at most 2')
}

async function p95(client: IpsClient, param = ''): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < calls; i++) {
    const begin = performance.now()
    await client.call('getActiveJobs', param)
    times.push(performance.now() - begin)
    await new Promise((next) => setTimeout(next, pauseMs))
  }
  return percentile(times, 0.95)
}

async function openItems(client: IpsClient): Promise<number> {
  const reply = await client.call('getActiveJobs', '')
  const count = (name: string) => Number(new RegExp(`<${name}>(\\d+)<`).exec(reply)?.[1] ?? 0)
  return count('numProcessing') + count('numPending')
}

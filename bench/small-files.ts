import { mkdir, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { startBareReceiver } from './support/bare-receiver.ts'
import { withDarkroom } from './support/darkroom.ts'
import { type File, IpsClient } from './support/ips-client.ts'
import { print, printRatio } from './support/report.ts'
import { sharpLoop } from './support/sharp-loop.ts'
import { smallPictures } from './support/small-pictures.ts'
import { uploadAll } from './support/upload-all.ts'
import { inWorkFolder } from './support/work-folder.ts'

const count = 2000
const connections = 8
const rounds = 3

/** Many files of 10 kB: how fast they are taken in, and how fast they are all assets. */
export async function smallFiles(): Promise<void> {
  const files = await smallPictures(count)
  await inWorkFolder(async (folder) => {
    const accepted: number[] = []
    const stored: number[] = []
    for (let round = 0; round < rounds; round++) {
      const bare = await bareReceiver(files, join(folder, 'bare'))
      const loop = await bareLoop(files, folder)
      const ours = await wholeServer(files, join(folder, 'data'))
      print('bare server with fdatasync, taken', bare, 'files/s')
      print('bare sharp loop, pyramids', loop, 'files/s')
      print('darkroom, taken', ours.accepted, 'files/s')
      print('darkroom, stored as assets', ours.stored, 'files/s')
      accepted.push(ours.accepted / bare)
      stored.push(ours.stored / loop)
    }
    printRatio('files taken per second, darkroom / bare server', accepted)
    printRatio('assets per second, darkroom / bare sharp loop', stored)
  })
}

async function bareReceiver(files: readonly File[], folder: string): Promise<number> {
  await mkdir(folder)
  const receiver = await startBareReceiver(folder, true)
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const left = files.values()
  const begin = performance.now()
  await Promise.all(
    Array.from({ length: connections }, async () => {
      for (const { bytes } of left) await post(receiver.url, agent, bytes)
    }),
  )
  const speed = perSecond(performance.now() - begin)
  agent.destroy()
  await receiver.stop()
  await rm(folder, { recursive: true })
  return speed
}

function post(url: string, agent: Agent, bytes: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers: { 'content-length': bytes.length } })
      .once('error', reject)
      .once('response', (response) => response.resume().once('error', reject).once('end', resolve))
      .end(bytes)
  })
}

async function bareLoop(files: readonly File[], folder: string): Promise<number> {
  const [originals, pyramids] = [join(folder, 'originals'), join(folder, 'pyramids')]
  await mkdir(originals)
  await mkdir(pyramids)
  for (const { name, bytes } of files) await writeFile(join(originals, name), bytes)
  const paths = files.map(({ name }) => join(originals, name))
  const speed = await sharpLoop(paths, pyramids, { processes: availableParallelism(), lanes: 2 })
  await rm(originals, { recursive: true })
  await rm(pyramids, { recursive: true })
  return speed
}

async function wholeServer(files: readonly File[], data: string) {
  const speeds = await withDarkroom(data, async ({ url }) => {
    const client = new IpsClient(url, connections)
    const begin = Date.now()
    const jobHandle = await uploadAll(client, files, connections)
    const accepted = perSecond(Date.now() - begin)
    const { at, succeeded } = await client.jobEnded(jobHandle)
    client.close()
    if (succeeded !== count) throw new Error(`${succeeded} of ${count} files succeeded`)
    return { accepted, stored: perSecond(at - begin) }
  })
  await rm(data, { recursive: true })
  return speeds
}

function perSecond(milliseconds: number): number {
  return (1000 * count) / milliseconds
}

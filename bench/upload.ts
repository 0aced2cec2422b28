import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { startBareReceiver } from './support/bare-receiver.ts'
import { withDarkroom } from './support/darkroom.ts'
import { peakMemory } from './support/peak-memory.ts'
import { print, printRatio } from './support/report.ts'
import { sendLargeFile } from './support/send-large-file.ts'
import { inWorkFolder } from './support/work-folder.ts'

const size = 2 * 1024 ** 3
const rounds = 3
const maxMemory = 250

/** One file of 2 GB over HTTP, against a bare Node server that copies the socket to disk with SHA-256. */
export async function upload(): Promise<void> {
  await inWorkFolder(async (folder) => {
    const durable: number[] = []
    const fast: number[] = []
    for (let round = 0; round < rounds; round++) {
      const synced = await bareCopy(folder, true)
      const ours = await wholeServer(folder)
      const unsynced = await bareCopy(folder, false)
      print('bare copy, fdatasync at the end', synced, 'MB/s')
      print('bare copy, left to the page cache', unsynced, 'MB/s')
      print('darkroom', ours.speed, 'MB/s')
      if (ours.memory !== undefined)
        print(`darkroom, most memory of the HTTP process (limit ${maxMemory})`, ours.memory, 'MB')
      durable.push(ours.speed / synced)
      fast.push(ours.speed / unsynced)
    }
    printRatio('bytes per second, darkroom / bare durable copy', durable, 'at least 0.6')
    printRatio('bytes per second, darkroom / bare copy without sync', fast)
  })
}

async function bareCopy(folder: string, sync: boolean): Promise<number> {
  return await inNewFolder(join(folder, 'bare'), async (out) => {
    const receiver = await startBareReceiver(out, sync)
    try {
      return megabytesPerSecond(await sendLargeFile({ url: receiver.url, as: 'raw', size }))
    } finally {
      await receiver.stop()
    }
  })
}

async function wholeServer(folder: string): Promise<{ speed: number; memory: number | undefined }> {
  return await inNewFolder(join(folder, 'data'), async (data) =>
    withDarkroom(data, async ({ url, pid }) => {
      const seconds = await sendLargeFile({ url: `${url}/scene7/UploadFile`, as: 'form', size })
      return { speed: megabytesPerSecond(seconds), memory: await peakMemory(pid) }
    }),
  )
}

function megabytesPerSecond(seconds: number): number {
  return size / 1e6 / seconds
}

async function inNewFolder<T>(path: string, task: (path: string) => Promise<T>): Promise<T> {
  await mkdir(path)
  try {
    return await task(path)
  } finally {
    await rm(path, { recursive: true })
  }
}

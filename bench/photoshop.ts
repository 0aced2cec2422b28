import { fork } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeLargePsd } from './support/large-psd.ts'
import { peakMemory } from './support/peak-memory.ts'
import { print } from './support/report.ts'
import { inWorkFolder } from './support/work-folder.ts'

const side = 4000
const layerCount = 50
const script = fileURLToPath(new URL('./support/process-psd-process.ts', import.meta.url))

interface Outcome {
  readonly seconds: number
  readonly layers: number
  /** The longest time that the event loop waited, in ms. */
  readonly longestBlock: number
}

/** A Photoshop file of 50 layers of 4000 x 4000 in a worker of its own: seconds a layer, and memory (target: under 1500 MB). */
export async function photoshop(): Promise<void> {
  await inWorkFolder(async (folder) => {
    const path = join(folder, 'large.psd')
    print('size of the file', (await writeLargePsd(path, side, layerCount)) / 1e6, 'MB')
    const child = fork(script, [path, folder])
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
    let memory = 0
    const watch = setInterval(async () => {
      memory = Math.max(memory, (await peakMemory(child.pid ?? 0)) ?? 0)
    }, 200)
    const outcome = await new Promise<Outcome>((resolve, reject) => {
      child.once('message', (message) => resolve(message as Outcome))
      child.once('exit', (code) => reject(new Error(`the worker ended with ${code}`)))
    })
    clearInterval(watch)
    child.disconnect()
    await exited
    print('seconds a layer, with its pyramid', outcome.seconds / (outcome.layers + 1), 's')
    print('longest wait of the event loop', outcome.longestBlock, 'ms')
    print('most memory (target: under 1500)', memory, 'MB')
  })
}

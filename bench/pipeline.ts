import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { withDarkroom } from './support/darkroom.ts'
import { type File, IpsClient } from './support/ips-client.ts'
import { photographs, withComment } from './support/photographs.ts'
import { print, printRatio } from './support/report.ts'
import { type LoopShape, sharpLoop } from './support/sharp-loop.ts'
import { uploadAll } from './support/upload-all.ts'
import { inWorkFolder } from './support/work-folder.ts'

const photographCount = 200
const trialCount = 40
/** Done before the clock starts, by both: servers and programs that read lists run for long. */
const warmUpCount = 20
const rounds = 5
const connections = 4
const cores = availableParallelism()
const shapes: readonly LoopShape[] = [
  { processes: 1, lanes: cores },
  { processes: 1, lanes: 2 * cores },
  { processes: cores, lanes: 1 },
  { processes: cores, lanes: 2 },
]

/** Photographs from the first POST to the last stored pyramid, against the image library alone on the same files. */
export async function pipeline(): Promise<void> {
  await inWorkFolder(async (folder) => {
    const files = await distinctFiles(folder, 'photograph', photographCount)
    const warmUp = await distinctFiles(folder, 'warm-up', warmUpCount)
    const shape = await fastestShape(files.slice(0, trialCount), warmUp, folder)
    const ratios: number[] = []
    for (let round = 0; round < rounds; round++) {
      const bare = await bareLoop(files, warmUp, folder, shape)
      const ours = await wholeServer(files, warmUp, folder)
      print('bare sharp loop', bare, 'images/s')
      print('darkroom', ours, 'images/s')
      ratios.push(ours / bare)
    }
    printRatio('images per second, darkroom / bare sharp loop', ratios, 'at least 0.85')
  })
}

async function distinctFiles(folder: string, name: string, count: number): Promise<string[]> {
  const originals = await photographs()
  const files: string[] = []
  for (let i = 0; i < count; i++) {
    const original = originals[i % originals.length] ?? ''
    const path = join(folder, `${name}-${i}.jpg`)
    await writeFile(path, await withComment(original, `${name} ${i}`))
    files.push(path)
  }
  return files
}

async function fastestShape(
  files: readonly string[],
  warmUp: readonly string[],
  folder: string,
): Promise<LoopShape> {
  const trials: { readonly shape: LoopShape; readonly speed: number }[] = []
  for (const shape of shapes) {
    const speed = await bareLoop(files, warmUp, folder, shape)
    print(`trial: ${shape.processes} processes, ${shape.lanes} files at a time`, speed, 'images/s')
    trials.push({ shape, speed })
  }
  const [fastest] = trials.sort((a, b) => b.speed - a.speed)
  if (!fastest) throw new Error('there is no shape to try')
  return fastest.shape
}

async function bareLoop(
  files: readonly string[],
  warmUp: readonly string[],
  folder: string,
  shape: LoopShape,
): Promise<number> {
  const out = join(folder, 'bare')
  await mkdir(out)
  try {
    return await sharpLoop(files, out, shape, warmUp)
  } finally {
    await rm(out, { recursive: true })
  }
}

async function wholeServer(
  files: readonly string[],
  warmUp: readonly string[],
  folder: string,
): Promise<number> {
  const data = join(folder, 'data')
  // Read before the clock starts: the client's work is not what is measured, but it takes the same cores.
  const bodies = await Promise.all(files.map(read))
  const warmUpBodies = await Promise.all(warmUp.map(read))
  try {
    return await withDarkroom(data, async ({ url }) => {
      const client = new IpsClient(url, connections)
      await client.jobEnded(await uploadAll(client, warmUpBodies, connections))
      const begin = Date.now()
      const jobHandle = await uploadAll(client, bodies, connections)
      const { at, succeeded } = await client.jobEnded(jobHandle)
      client.close()
      if (succeeded !== files.length) throw new Error(`${succeeded} of ${files.length} files succeeded`)
      return (1000 * files.length) / (at - begin)
    })
  } finally {
    await rm(data, { recursive: true })
  }
}

async function read(path: string): Promise<File> {
  return { name: basename(path), bytes: await readFile(path) }
}

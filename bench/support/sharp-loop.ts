import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const script = fileURLToPath(new URL('sharp-loop-process.ts', import.meta.url))

/** How a bare loop divides its work. */
export interface LoopShape {
  readonly processes: number
  /** Files at a time in each process. */
  readonly lanes: number
}

/**
 * What the image library alone does: writes the pyramid of every file, no server around it. An `http:` URL in place of a
 * path is downloaded with undici to a file first. Files per second, from the moment all processes are ready, and have done
 * their share of `warmUp`, to the last pyramid.
 */
export async function sharpLoop(
  sources: readonly string[],
  outFolder: string,
  { processes, lanes }: LoopShape,
  warmUp: readonly string[] = [],
): Promise<number> {
  const children = Array.from({ length: processes }, (_, process_) => start(outFolder, lanes, process_))
  await Promise.all(children.map((child) => once(child, 'message')))
  await divided(children, warmUp)
  const begin = performance.now()
  await divided(children, sources)
  const speed = (1000 * sources.length) / (performance.now() - begin)
  // None may still be ending while something else is measured.
  await Promise.all(
    children.map(async (child) => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    }),
  )
  return speed
}

/** Until each process has done its share. */
async function divided(children: readonly ChildProcess[], sources: readonly string[]): Promise<void> {
  await Promise.all(
    children.map(async (child, i) => {
      const answered = Promise.race([
        once(child, 'message'),
        once(child, 'exit').then(([code]) => {
          throw new Error(`a bare loop ended with ${code}`)
        }),
      ])
      child.send(sources.filter((_, at) => at % children.length === i))
      await answered
    }),
  )
}

function start(outFolder: string, lanes: number, index: number): ChildProcess {
  return spawn(process.execPath, [script, outFolder, `${lanes}`, `${index}`], {
    env: { ...process.env, UV_THREADPOOL_SIZE: `${Math.max(4, lanes)}` },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
}

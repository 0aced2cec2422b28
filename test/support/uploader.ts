import { setTimeout as sleep } from 'node:timers/promises'
import { uploaded } from './upload.ts'

/** A number from 0 up to but not including 1. */
export type Random = () => number

/** A repeatable sequence of random numbers (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A copy of a JPEG that differs in a comment only. */
function withComment(jpeg: Buffer, comment: string): Buffer {
  const segment = Buffer.alloc(4)
  segment.writeUInt16BE(0xfffe, 0)
  segment.writeUInt16BE(2 + Buffer.byteLength(comment), 2)
  return Buffer.concat([jpeg.subarray(0, 2), segment, Buffer.from(comment), jpeg.subarray(2)])
}

export interface UploaderOptions {
  readonly url: string
  readonly jobHandle: string
  /** Begins the names of its files, so that no other uploader uses them. */
  readonly name: string
  readonly jpeg: Buffer
  readonly random: Random
}

/** A client that POSTs one to three files at a time into a job, under names that it uses once, and remembers the answers. */
export class Uploader {
  /** File names whose POST was answered with the job's handle. */
  readonly accepted: string[] = []
  /** File names whose POST was not answered, or with a fault: they may be there or not. */
  readonly unknown: string[] = []
  readonly #options: UploaderOptions
  readonly #loop: Promise<void>
  #stopping = false

  constructor(options: UploaderOptions) {
    this.#options = options
    this.#loop = this.#run()
  }

  /** Lets the POST that runs come to its end. */
  async stop(): Promise<void> {
    this.#stopping = true
    await this.#loop
  }

  async #run(): Promise<void> {
    const { url, jobHandle, name, jpeg, random } = this.#options
    for (let post = 0; !this.#stopping; post++) {
      const files = Array.from({ length: 1 + Math.floor(random() * 3) }, (_, i) => {
        const fileName = `${name}-${post}-${i}.jpg`
        // Some have the same content as others, as in real life.
        return { name: fileName, bytes: random() < 0.2 ? jpeg : withComment(jpeg, fileName) }
      })
      const names = files.map((file) => file.name)
      try {
        const answered = await uploaded(url, { jobHandle, files })
        if (answered !== jobHandle) throw new Error(`${answered} in place of ${jobHandle}`)
        this.accepted.push(...names)
      } catch {
        this.unknown.push(...names)
      }
      await sleep(200 + 400 * random())
    }
  }
}

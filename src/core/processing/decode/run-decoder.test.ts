import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runDecoder } from './run-decoder.ts'
import { bmpFile } from './test-bmp.ts'

let folder: string
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'decoder-'))
  path = join(folder, 'large.bmp')
  const code = Buffer.from([1, 0, 0, 1])
  // Seconds of work in a kilobyte: the run-length code ends the picture at once, and all rows have to be written.
  await writeFile(
    path,
    bmpFile({ width: 20_000, height: 20_000, bitsPerPixel: 8, compression: 1, pixels: code }),
  )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const task = (name: string) => ({ kind: 'bmp', path, output: join(folder, name) }) as const

it('ends a decoder when its time is over', async () => {
  const signal = new AbortController().signal
  const running = runDecoder(task('late.v'), { fileName: 'large.bmp', maxSeconds: 0.2, signal })
  await expect(running).rejects.toMatchObject({
    code: 'too-large',
    message: '"large.bmp" took longer to decode than 0.2 seconds.',
  })
})

it('ends a decoder when its item is taken away', async () => {
  const reason = new Error('taken away')
  const signal = AbortSignal.abort(reason)
  const running = runDecoder(task('away.v'), { fileName: 'large.bmp', maxSeconds: 60, signal })
  await expect(running).rejects.toBe(reason)
})

import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filled, pdf, text } from '../../../test/support/pdf.ts'
import { pagesOf, plain, pyramidOf, sampleAt } from '../../../test/support/pdf-pages.ts'
import { processFile } from './process-file.ts'
import { startTestRun, type TestRun, testLimits } from './test-run.ts'

let run: TestRun
beforeAll(async () => {
  run = await startTestRun()
})
afterAll(async () => await run.remove())

describe('files that are not what they should be', () => {
  const good = pdf({ pages: [plain(text('One', 10, 50)), plain(text('Two', 10, 50))] })

  it.each([
    ['nothing but a header', Buffer.from('%PDF-1.4\n%%EOF\n')],
    ['garbage', Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(5000, 7)])],
    ['cut off', good.subarray(0, 300)],
  ])('%s is damaged', async (_what, content) => {
    await expect(run.process('broken.pdf', content)).rejects.toMatchObject({
      code: 'bad-file',
      message: '"broken.pdf" is damaged or cut off: it can not be read as a PDF.',
    })
  })

  it('has no pages', async () => {
    const none = pdf({ pages: [] })
    await expect(run.process('none.pdf', none)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringMatching(/^"none.pdf" is (a PDF without pages|damaged)/),
    })
  })

  it('has more pages than the limit', async () => {
    await expect(run.process('long.pdf', good, {}, { maxPages: 1 })).rejects.toMatchObject({
      code: 'too-large',
      message: '"long.pdf" has 2 pages; the limit is 1 (DARKROOM_MAX_PAGES).',
    })
  })

  it('lies about its pages: those that are not there are left out', async () => {
    const lying = Buffer.from(good.toString('latin1').replace('/Count 2', '/Count 9'), 'latin1')
    const result = await run.process('lying.pdf', lying)
    expect(pagesOf(result).map(({ part }) => part)).toEqual(['page-1', 'page-2'])
    expect(result.warnings).toEqual(['"lying.pdf": left out, because they can not be read: pages 3 to 9.'])
  })

  it('has a page tree that loops', async () => {
    const looping = Buffer.from(
      good
        .toString('latin1')
        .replace(
          /\/Kids \[(\d+) 0 R (\d+) 0 R\]/,
          (_all, first: string, second: string) =>
            `/Kids [${first} 0 R ${'2'.padStart(second.length, '0')} 0 R]`,
        ),
      'latin1',
    )
    const result = await run.process('loop.pdf', looping)
    expect(pagesOf(result).map(({ part }) => part)).toEqual(['page-1'])
  })

  it('never runs what the document wants to be run when it is opened', async () => {
    const file = pdf({
      catalog: '/OpenAction << /S /JavaScript /JS (while \\(true\\) {}) >>',
      pages: [plain(filled('1 0 0', 0, 0, 200, 100))],
    })
    const [page] = pagesOf(await run.process('script.pdf', file))
    expect(await sampleAt(pyramidOf(page), 0.5, 0.5)).toEqual([255, 0, 0])
  })

  describe('with passwords', () => {
    const encrypted = async (...passwords: string[]) => {
      const path = join(run.folder, 'plain.pdf')
      const out = join(run.folder, 'encrypted.pdf')
      await writeFile(path, pdf({ pages: [plain(filled('1 0 0', 0, 0, 200, 100))] }))
      await promisify(execFile)('gs', [
        '-q',
        '-dBATCH',
        '-dNOPAUSE',
        '-sDEVICE=pdfwrite',
        ...passwords,
        '-dEncryptionR=3',
        '-dKeyLength=128',
        `-sOutputFile=${out}`,
        path,
      ])
      return await readFile(out)
    }

    it('of the user, it can not be opened', async () => {
      const file = await encrypted('-sOwnerPassword=owner', '-sUserPassword=user')
      await expect(run.process('secret.pdf', file)).rejects.toMatchObject({
        code: 'bad-file',
        message: expect.stringContaining(
          '"secret.pdf" is encrypted: it can not be opened without its password.',
        ),
      })
      const kept = await run.process('secret.pdf', file, { pdfOptions: { process: 'None' } })
      expect(kept.assetType).toBe('Pdf')
    })

    it('of the owner only, it opens', async () => {
      const [page] = pagesOf(await run.process('owned.pdf', await encrypted('-sOwnerPassword=owner')))
      expect(await sampleAt(pyramidOf(page), 0.5, 0.5)).toEqual([255, 0, 0])
    })
  })
})

describe('a page that costs too much', () => {
  // The same picture two hundred thousand times.
  const bomb = pdf({
    pages: [
      plain(`q 200 0 0 100 0 0 cm ${'/Im1 Do '.repeat(200_000)} Q`, {
        image: { width: 1000, height: 1000, rgb: new Uint8Array(3_000_000) },
      }),
    ],
  })
  const input = async (name: string, signal: AbortSignal, maxRipSeconds: number) => {
    const path = join(run.folder, name)
    await writeFile(path, bomb)
    return {
      path,
      fileName: name,
      size: bomb.length,
      workFolder: run.folder,
      options: { createMask: false, xmpKeywords: [], pdfOptions: { resolution: 600 } },
      limits: { ...testLimits, maxRipSeconds },
      signal,
      blobPath: async (key: string) => key,
      progress: () => undefined,
    }
  }

  it('ends at the time limit of a page, while the process goes on', async () => {
    let ticks = 0
    const clock = setInterval(() => ticks++, 10)
    const started = performance.now()
    await expect(processFile(await input('slow.pdf', new AbortController().signal, 1))).rejects.toMatchObject(
      {
        code: 'too-large',
        message:
          'Page 1 of "slow.pdf" took longer than 1 seconds, the limit for a page (DARKROOM_MAX_RIP_SECONDS).',
      },
    )
    clearInterval(clock)
    expect(performance.now() - started).toBeLessThan(30_000)
    expect(ticks).toBeGreaterThan(30)
  })

  it('ends when the job is stopped', async () => {
    const stop = new AbortController()
    const reason = new Error('job stopped')
    setTimeout(() => stop.abort(reason), 300)
    await expect(processFile(await input('stopped.pdf', stop.signal, 60))).rejects.toBe(reason)
  })

  it('needs more memory than it may have', async () => {
    const huge = pdf({ pages: [plain('', { width: 4000, height: 4000 })] })
    await expect(
      run.process('huge.pdf', huge, { pdfOptions: { resolution: 144 } }, { maxRipBytes: 20_000_000 }),
    ).rejects.toMatchObject({
      code: 'too-large',
      message: 'Page 1 of "huge.pdf" needs more memory than it may have.',
    })
  })

  it('is in a file that is too large to be opened', async () => {
    const file = pdf({ pages: [plain('')] })
    await expect(run.process('big.pdf', file, {}, { maxRipBytes: 1000 })).rejects.toMatchObject({
      code: 'too-large',
      message: expect.stringMatching(/^"big.pdf" has \d+ bytes; pages are drawn of files up to 500 bytes/),
    })
  })
})

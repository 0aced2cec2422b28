import { execFile } from 'node:child_process'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ConcurrencyLimit } from '../src/core/concurrency-limit.ts'
import { catalogue, isPhotograph } from './support/catalogue.ts'
import { withDarkroom } from './support/darkroom.ts'
import { IpsClient } from './support/ips-client.ts'
import { print, printRatio } from './support/report.ts'
import { inWorkFolder } from './support/work-folder.ts'

const run = promisify(execFile)
const pageCount = 100
const resolution = 150
const rounds = 3
const cores = availableParallelism()

/**
 * A PDF of 100 pages of A4 at 150 ppi, from the POST to the end of the job, against `pdftoppm` and `vips` called for page
 * after page at the workers' priority, as many pages at a time as there are cores, with the same compression.
 */
export async function pdf(): Promise<void> {
  await inWorkFolder(async (folder) => {
    const path = join(folder, 'catalogue.pdf')
    const bytes = await catalogue(pageCount)
    await writeFile(path, bytes)
    const ratios: number[] = []
    for (let round = 0; round < rounds; round++) {
      const bare = await commands(path, folder)
      const ours = await wholeServer(bytes, folder)
      print('pdftoppm and vips, page by page', bare, 'pages/s')
      print('darkroom', ours, 'pages/s')
      ratios.push(ours / bare)
    }
    printRatio('pages per second, darkroom / pdftoppm and vips', ratios, 'at least 1')
  })
}

async function commands(path: string, folder: string): Promise<number> {
  const out = join(folder, 'bare')
  await mkdir(out)
  try {
    const lanes = new ConcurrencyLimit(cores)
    const begin = performance.now()
    await Promise.all(
      Array.from({ length: pageCount }, async (_, index) => {
        await lanes.run(async () => await onePage(path, out, index))
      }),
    )
    return (1000 * pageCount) / (performance.now() - begin)
  } finally {
    await rm(out, { recursive: true })
  }
}

async function onePage(path: string, out: string, index: number): Promise<void> {
  const page = `${index + 1}`
  const drawn = join(out, page)
  await run('nice', [
    '-n',
    '10',
    'pdftoppm',
    '-r',
    `${resolution}`,
    '-f',
    page,
    '-l',
    page,
    '-singlefile',
    path,
    drawn,
  ])
  const compression = isPhotograph(index)
    ? ['--compression', 'jpeg', '--Q', '90']
    : ['--compression', 'deflate', '--predictor', 'horizontal']
  const tiles = ['--tile', '--pyramid', '--tile-width', '256', '--tile-height', '256']
  await run('nice', [
    '-n',
    '10',
    'vips',
    'tiffsave',
    `${drawn}.ppm`,
    `${drawn}.tif`,
    ...tiles,
    ...compression,
  ])
  await rm(`${drawn}.ppm`)
}

async function wholeServer(bytes: Buffer, folder: string): Promise<number> {
  const data = join(folder, 'data')
  try {
    return await withDarkroom(data, async ({ url }) => {
      const client = new IpsClient(url, 1)
      const begin = Date.now()
      const jobHandle = await client.upload({
        files: [{ name: 'catalogue.pdf', bytes }],
        endJob: true,
        options: `<pdfOptions><process>Rasterize</process><resolution>${resolution}</resolution></pdfOptions>`,
      })
      const { at, succeeded } = await client.jobEnded(jobHandle)
      client.close()
      if (succeeded !== 1) throw new Error('the PDF did not succeed')
      return (1000 * pageCount) / (at - begin)
    })
  } finally {
    await rm(data, { recursive: true })
  }
}

import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sweep } from '../../src/core/jobs/sweep.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { difference, jpeg, plainPng } from '../support/pictures.ts'
import { readZip, type ZippedFile } from '../support/read-zip.ts'
import { type EndedJob, soap, textOf } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { waitFor } from '../support/wait-for.ts'
import { assetNamed, handles, strangersAsset, told, uploadAll } from './asset-rows.ts'
import { runJob } from './run-job.ts'

let darkroom: TestApp
let shoe: Buffer

const publicUrl = 'https://images.shop.example'

beforeAll(async () => {
  darkroom = await startTestApp({ env: { DARKROOM_PUBLIC_URL: publicUrl, DARKROOM_EXPORT_HOURS: '2' } })
  shoe = await jpeg(1600, 64)
  await uploadAll(darkroom, {
    destFolder: 'shoes/red',
    files: [
      { name: 'shoe.jpg', bytes: shoe },
      { name: 'shoe.png', bytes: await plainPng(16, 16, 'red') },
      { name: 'Übersicht.txt', bytes: Buffer.from('words') },
    ],
  })
  await uploadAll(darkroom, {
    options:
      '<manualCropOptions><left>8</left><right>0</right><top>0</top><bottom>0</bottom></manualCropOptions>',
    files: [{ name: 'Bag: a|b.png', bytes: await plainPng(32, 32, 'blue') }],
  })
})
afterAll(async () => await darkroom.close())

function exportXml(items: string, fields: string, emailSetting = 'None'): string {
  return (
    `<exportJob><assetHandleArray>${items}</assetHandleArray>${fields}` +
    `<emailSetting>${emailSetting}</emailSetting></exportJob>`
  )
}

const convert = (modifier: string) => `<fmt>convert</fmt><is_modifier>${modifier}</is_modifier>`

/** The address that the log of an ended export gives, as a path. */
function linkIn({ lines }: EndedJob): string {
  const line = lines.find(({ message }) => message.includes('/exports/'))
  const url = new URL(/https:\S+/.exec(line?.message ?? '')?.[0] ?? '')
  expect(url.origin).toBe(publicUrl)
  return url.pathname
}

async function download(job: EndedJob): Promise<ZippedFile[]> {
  const response = await fetch(`${darkroom.url}${linkIn(job)}`)
  expect(response.status).toBe(200)
  return readZip(Buffer.from(await response.arrayBuffer()))
}

const paths = (files: readonly ZippedFile[]) => files.map(({ path }) => path).sort()

describe('exportJob', () => {
  it('offers originals in a ZIP, byte for byte, by their folders', async () => {
    const items = await handles(darkroom, 'shoe.jpg', 'Übersicht.txt', 'Bag: a|b.png')
    const job = await runJob(darkroom.url, exportXml(items, '<fmt>orig</fmt>'))
    expect(job.counts).toMatchObject({ success: 3, error: 0, total: 3 })
    expect(told(job.lines).sort()).toEqual([
      'ReturnSuccess File Bag: a|b.png was exported.',
      'ReturnSuccess File shoe.jpg was exported.',
      'ReturnSuccess File Übersicht.txt was exported.',
      expect.stringMatching(
        /^ReturnSuccess The export can be downloaded until \d{4}-\d\d-\d\dT.*Z: https:.*\/exports\/[\w-]{32}$/,
      ),
    ])
    expect([job.lines[0]?.type, job.lines.at(-1)?.type]).toEqual(['BeginGet', 'EndGet'])
    const files = await download(job)
    expect(paths(files)).toEqual(['Bag_ a_b.png', 'shoes/red/shoe.jpg', 'shoes/red/Übersicht.txt'])
    expect(files.find(({ path }) => path.endsWith('shoe.jpg'))?.data.equals(shoe)).toBe(true)
  })

  it('converts images with Image Serving commands, in full size, under names of their own', async () => {
    const items = await handles(darkroom, 'shoe.jpg', 'shoe.png', 'Bag: a|b.png')
    const job = await runJob(darkroom.url, exportXml(items, convert('&amp;fmt=tif')))
    const files = await download(job)
    expect(paths(files)).toEqual(['Bag_ a_b.tif', 'shoes/red/shoe-1.tif', 'shoes/red/shoe.tif'])
    const sizes = await Promise.all(
      files.map(async ({ data }) => {
        const { format, width, height } = await sharp(data).metadata()
        return `${format} ${width}x${height}`
      }),
    )
    // The bag has a crop.
    expect(sizes.sort()).toEqual(['tiff 1600x64', 'tiff 16x16', 'tiff 24x32'])
    const large = files.find(({ data }) => data.length > 100_000)
    expect(await difference(large?.data ?? Buffer.of(), shoe)).toBeLessThan(3)
  })

  it('converts images by an image preset, whose format prevails', async () => {
    const call = async (operation: string, param: string) =>
      (await soap(darkroom.url, { operation, param })).body
    const type = textOf(
      await call(
        'createPropertySetType',
        '<companyHandle>c|1</companyHandle><name>ImageFormat</name><propertyType>CompanyProperty</propertyType><allowMultiple>true</allowMultiple>',
      ),
      'typeHandle',
    )
    const property = (name: string, value: string) =>
      `<items><name>${name}</name><value>${value}</value></items>`
    await call(
      'createPropertySet',
      `<typeHandle>${type}</typeHandle><primaryOwnerHandle>c|1</primaryOwnerHandle><propertyArray>` +
        `${property('name', 'thumb')}${property('urlModifier', '&amp;wid=8&amp;fmt=webp')}</propertyArray>`,
    )
    const items = await handles(darkroom, 'shoe.png')
    const made = async (fields: string) => {
      const [file] = await download(await runJob(darkroom.url, exportXml(items, fields)))
      const { width } = await sharp(file?.data).metadata()
      return `${file?.path} ${width}`
    }
    expect(await made('<fmt>convert</fmt><macro>$thumb$</macro>')).toBe('shoes/red/shoe.webp 8')
    expect(await made(`${convert('fmt=png&amp;wid=4')}<macro>thumb</macro>`)).toBe('shoes/red/shoe.webp 4')
  })

  it('tells of each asset that can not be exported, and offers the others', async () => {
    const stranger = await strangersAsset(darkroom, 'shoe.png')
    const items = `${await handles(darkroom, 'shoe.png', 'Übersicht.txt')}<items>${stranger}</items>`
    const job = await runJob(darkroom.url, exportXml(items, convert('fmt=webp&amp;wid=8')))
    expect(job.counts).toMatchObject({ success: 1, error: 2, total: 3 })
    expect(
      job.lines
        .filter(({ type }) => type === 'GetFailure')
        .map(({ message }) => message)
        .sort(),
    ).toEqual([
      `File ${stranger} was not exported: '${stranger}' names no asset of the company.`,
      "File Übersicht.txt was not exported: The image 'Übersicht' has no pyramid.",
    ])
    expect(paths(await download(job))).toEqual(['shoes/red/shoe.webp'])
  })

  it('offers nothing when no asset could be exported', async () => {
    const { counts, lines } = await runJob(
      darkroom.url,
      exportXml('<items>a|999999</items>', '<fmt>orig</fmt>'),
    )
    expect([counts.error, lines.some(({ message }) => message.includes('/exports/'))]).toEqual([1, false])
  })

  it.each([
    ['30002', 'is_modifier', '<fmt>convert</fmt>'],
    ['30001', 'wid', convert('wid=big')],
    ['30001', 'req', convert('req=imageprops')],
    ['30001', 'macro', `${convert('fmt=png')}<macro>$test$</macro>`],
    ['30001', 'fmt', '<fmt>pdf</fmt>'],
  ])('is refused with %s that names %s for %s', async (code, field, fields) => {
    const { body } = await soap(darkroom.url, {
      operation: 'submitJob',
      param: `<companyHandle>c|1</companyHandle><jobName>no</jobName>${exportXml('<items>a|1</items>', fields)}`,
    })
    expect(textOf(body, 'code')).toBe(code)
    expect(textOf(body, 'reason')).toContain(field)
  })

  it('sends the link with the mail about the end of the job', async () => {
    const items = await handles(darkroom, 'shoe.jpg')
    const job = await runJob(darkroom.url, exportXml(items, '<fmt>orig</fmt>', 'JobCompletion'))
    const outbox = join(darkroom.dataFolder, 'outbox')
    const name = await waitFor('the mail', async () => {
      const names = await readdir(outbox).catch(() => [])
      return names.find((found) => found.endsWith('.eml'))
    })
    const mail = (await readFile(join(outbox, name), 'utf8')).replaceAll('=\r\n', '').replaceAll('=3D', '=')
    expect(mail).toContain(`${publicUrl}${linkIn(job)}`)
    expect(mail).not.toContain('was exported')
  })
})

describe('GET /exports/<token>', () => {
  it('sends a file for download that nobody keeps, and only to who knows its address', async () => {
    const job = await runJob(darkroom.url, exportXml(await handles(darkroom, 'shoe.jpg'), '<fmt>orig</fmt>'))
    const address = `${darkroom.url}${linkIn(job)}`
    const head = await fetch(address, { method: 'HEAD' })
    const { headers } = await fetch(address)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename="test.zip"; filename*=UTF-8''test.zip`,
      'cache-control': 'private, no-store',
      'x-content-type-options': 'nosniff',
    })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, headers.get('content-length')])
    for (const other of ['A'.repeat(32), '%00', `${address.slice(address.lastIndexOf('/') + 1, -1)}`])
      expect((await fetch(`${darkroom.url}/exports/${other}`)).status).toBe(404)
  })

  it('ends with the time of the offer, and then its file is removed', async () => {
    const { db, engine } = darkroom.app
    await runJob(darkroom.url, exportXml(await handles(darkroom, 'shoe.jpg'), '<fmt>orig</fmt>'))
    const job = await runJob(darkroom.url, exportXml(await handles(darkroom, 'shoe.jpg'), convert('fmt=png')))
    const offers = await db.selectFrom('export_file').selectAll().orderBy('job_id', 'desc').execute()
    const [newest, other] = offers
    if (!newest || !other) throw new Error('there are no two exports')
    const hours = (newest.expires_at.getTime() - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(1.9)
    expect(hours).toBeLessThan(2.1)
    await db
      .updateTable('export_file')
      .set({ expires_at: new Date() })
      .where('job_id', '=', newest.job_id)
      .execute()
    expect((await fetch(`${darkroom.url}${linkIn(job)}`)).status).toBe(404)
    await sweep(engine, 30)
    expect(await engine.blobs.stat(newest.blob_key)).toBeUndefined()
    expect(await engine.blobs.stat(other.blob_key)).toBeDefined()
    const left = await db.selectFrom('export_file').select('job_id').execute()
    expect(left.map(({ job_id }) => job_id).sort()).toEqual(
      offers
        .slice(1)
        .map(({ job_id }) => job_id)
        .sort(),
    )
  })
})

describe('an export whose ZIP can not be made', () => {
  it('ends with a fatal error and offers nothing', async () => {
    const { original_key } = await assetNamed(darkroom, 'Übersicht.txt')
    await darkroom.app.engine.blobs.remove(original_key)
    const items = await handles(darkroom, 'shoe.jpg', 'Übersicht.txt')
    const { lines } = await runJob(darkroom.url, exportXml(items, '<fmt>orig</fmt>'))
    expect(lines.filter(({ type }) => type === 'FatalError')).toHaveLength(1)
    expect(lines.some(({ message }) => message.includes('/exports/'))).toBe(false)
  })
})

describe('what was made for an export', () => {
  it('is removed when its job has ended, and no original', async () => {
    const { db, engine } = darkroom.app
    const open = await uploaded(darkroom.url, { jobName: 'open', files: [] })
    const openJob = Number(open.split('|').at(-1))
    const ended = await db
      .selectFrom('job')
      .select('id')
      .where('state', '=', 'Done')
      .executeTakeFirstOrThrow()
    const cases = [
      { job_id: ended.id, made: true, stays: false },
      { job_id: ended.id, made: false, stays: true },
      { job_id: openJob, made: true, stays: true },
    ]
    const keys = await Promise.all(
      cases.map(async ({ job_id, made }, i) => {
        const blob = await engine.blobs.stage(Readable.from([Buffer.from(`file ${i}`)]))
        const { key } = await blob.commit()
        const entry = { item_id: -1 - i, job_id, made, path: 'a.png', size: 6, blob_key: key }
        await db
          .insertInto('export_entry')
          .values({ ...entry, modified_at: new Date() })
          .execute()
        return key
      }),
    )
    await sweep(engine, 30)
    const found = await Promise.all(keys.map(async (key) => (await engine.blobs.stat(key)) !== undefined))
    expect(found).toEqual(cases.map(({ stays }) => stays))
    const left = await db.selectFrom('export_entry').select('job_id').execute()
    expect(left).toEqual([{ job_id: openJob }])
  })
})

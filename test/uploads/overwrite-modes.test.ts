import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answer, outcome } from '../ips/jobs/call.ts'
import { uploadAll } from '../jobs/asset-rows.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { filled, pdf } from '../support/pdf.ts'
import { plainPng } from '../support/pictures.ts'
import { elements, textOf } from '../support/soap.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const settings = async (xml: string) =>
  await outcome(darkroom.url, {
    operation: 'setCompanySettings',
    param: `<companyHandle>c|1</companyHandle>${xml}`,
  })
const mode = async (overwriteMode: string) =>
  await settings(`<overwriteMode>${overwriteMode}</overwriteMode>`)

/** A document of one-colour pages. */
function pages(...colors: readonly string[]): Buffer {
  return pdf({
    pages: colors.map((color) => ({
      width: 40,
      height: 40,
      content: filled(color, 0, 0, 40, 40),
      links: [],
    })),
  })
}

const asPages =
  '<pdfOptions><process>Rasterize</process><resolution>72</resolution><pdfCatalog>false</pdfCatalog></pdfOptions>'

async function upload(destFolder: string, name: string, bytes: Buffer, more = {}): Promise<void> {
  await uploadAll(darkroom, { destFolder, files: [{ name, bytes }], options: asPages, ...more })
}

/** The assets whose names begin so, outside the trash, in the order in which they were made. */
async function assets(prefix: string) {
  return await darkroom.app.db
    .selectFrom('asset')
    .innerJoin('folder', 'folder.id', 'asset.folder_id')
    .select(['asset.id', 'file_name', 'path', 'version', 'ready_for_publish', 'type'])
    .where('asset.name', 'like', `${prefix}%`)
    .where('trash_state', '=', 'NotInTrash')
    .orderBy('asset.id')
    .execute()
}
const places = async (prefix: string) =>
  (await assets(prefix)).map(({ path, file_name, version }) => `${path}${file_name} ${version}`)

describe('overwriteMode', () => {
  it.each([
    // another extension, and another folder: 2 stands for a new version of the same asset
    ['OverwriteFullName', ['Demo/a/NAME.jpg 1', 'Demo/a/NAME.png 1', 'Demo/b/NAME.jpg 1']],
    ['OverwriteAnyExt', ['Demo/a/NAME.png 2', 'Demo/b/NAME.jpg 1']],
    ['OverwriteFullNameAnyFolder', ['Demo/a/NAME.jpg 2', 'Demo/a/NAME.png 1']],
    ['OverwriteAnyExtAnyFolder', ['Demo/a/NAME.jpg 3']],
  ])('%s decides what is the same', async (overwriteMode, expected) => {
    expect((await mode(overwriteMode)).code).toBeUndefined()
    const bytes = await plainPng(8, 8, 'red')
    await upload('a', `${overwriteMode}.jpg`, bytes)
    await upload('a', `${overwriteMode}.png`, bytes)
    await upload('b', `${overwriteMode}.jpg`, bytes)
    expect(await places(overwriteMode)).toEqual(expected.map((text) => text.replace('NAME', overwriteMode)))
  })

  it.each(['OverwriteFullName', 'OverwriteAnyExt'])(
    '%s keeps the pages of documents in two folders apart',
    async (overwriteMode) => {
      await mode(overwriteMode)
      const name = `two-${overwriteMode}`
      await upload('a', `${name}.pdf`, pages('1 0 0', '0 1 0'))
      const before = await assets(name)
      await upload('b', `${name}.pdf`, pages('0 0 1'))
      expect((await assets(name)).filter(({ path }) => path === 'Demo/a/')).toEqual(before)
      expect((await assets(name)).filter(({ path }) => path === 'Demo/b/')).toHaveLength(2)
    },
  )

  it.each(['OverwriteFullNameAnyFolder', 'OverwriteAnyExtAnyFolder'])(
    '%s gives the pages new versions where they lie; a page more joins them, and one less goes',
    async (overwriteMode) => {
      await mode(overwriteMode)
      const name = `any-${overwriteMode}`
      await upload('a', `${name}.pdf`, pages('1 0 0', '0 1 0'))
      const before = await assets(name)
      expect(before).toHaveLength(3)
      await upload('b', `${name}.pdf`, pages('0 0 1', '0 1 1', '1 1 0'))
      const more = await assets(name)
      expect(new Set(more.map(({ path }) => path))).toEqual(new Set(['Demo/a/']))
      expect(more.map(({ version }) => version)).toEqual([2, 2, 2, 1])
      expect(more.slice(0, 3).map(({ id }) => id)).toEqual(before.map(({ id }) => id))
      await upload('b', `${name}.pdf`, pages('0 0 1'))
      expect((await assets(name)).map(({ version }) => version)).toEqual([3, 3])
    },
  )
})

describe('preservePublishState', () => {
  const marks = async (name: string) => (await assets(name)).map((asset) => asset.ready_for_publish)
  const again = async (name: string, options: string) =>
    await upload('p', `${name}.pdf`, pages('1 0 0', '0 1 0'), {
      readyForPublish: false,
      options: asPages + options,
    })

  it('keeps the marks of a document and its pages, or not, as the job says', async () => {
    await mode('OverwriteFullName')
    await upload('p', 'marked.pdf', pages('1 0 0'))
    expect(await marks('marked')).toEqual([true, true])
    await again('marked', '<preservePublishState>true</preservePublishState>')
    expect(await marks('marked')).toEqual([true, true, true])
    await again('marked', '<preservePublishState>false</preservePublishState>')
    expect(await marks('marked')).toEqual([false, false, false])
  })

  it('is retainPublishState of the company where the job says nothing', async () => {
    await upload('p', 'kept.pdf', pages('1 0 0'))
    await settings('<retainPublishState>true</retainPublishState>')
    await again('kept', '')
    expect(await marks('kept')).toEqual([true, true, true])
    await settings('<retainPublishState>false</retainPublishState>')
    await again('kept', '')
    expect(await marks('kept')).toEqual([false, false, false])
  })
})

describe('the settings of a company', () => {
  it('are told, and others than those that are kept are refused', async () => {
    await settings(
      '<overwriteMode>OverwriteAnyExt</overwriteMode><retainPublishState>true</retainPublishState>',
    )
    const told = await answer(darkroom.url, {
      operation: 'getCompanySettings',
      param: '<companyHandle>c|1</companyHandle>',
    })
    expect([textOf(told, 'overwriteMode'), textOf(told, 'retainPublishState')]).toEqual([
      'OverwriteAnyExt',
      'true',
    ])
    expect(elements(told, 'settings')).toHaveLength(1)
    const { reason } = await settings('<diskSpaceWarningMin>100</diskSpaceWarningMin>')
    expect(reason).toContain('diskSpaceWarningMin: this setting is not kept')
  })
})

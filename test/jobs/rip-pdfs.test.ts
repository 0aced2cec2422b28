import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestApp, type TestApp } from '../support/app.ts'
import { plainPng } from '../support/pictures.ts'
import { assetNamed, handles, told, uploadAll } from './asset-rows.ts'
import { runJob } from './run-job.ts'

let darkroom: TestApp

beforeAll(async () => {
  darkroom = await startTestApp()
  await uploadAll(darkroom, {
    files: [
      { name: 'manual.pdf', bytes: Buffer.from('%PDF-1.4\n%%EOF\n') },
      { name: 'shoe.png', bytes: await plainPng(8, 8, 'red') },
    ],
  })
})
afterAll(async () => await darkroom.close())

describe('ripPdfsJob', () => {
  it('processes PDF files again, with a warning as long as no pages come out, and refuses others', async () => {
    const items = await handles(darkroom, 'manual.pdf', 'shoe.png')
    const { counts, lines } = await runJob(
      darkroom.url,
      `<ripPdfsJob><pdfHandleArray>${items}</pdfHandleArray><createMask>false</createMask>` +
        '<emailSetting>None</emailSetting></ripPdfsJob>',
    )
    expect(counts).toMatchObject({ update: 1, error: 1, warning: 1, total: 2 })
    expect(told(lines).sort()).toEqual([
      'FileUpdated File manual.pdf was processed again.',
      'PdfRipError File shoe.png was not processed again: it is of the type Image; expected Pdf.',
      'UploadWarning File manual.pdf: it is stored as it is: no pages are made of it.',
    ])
    expect(lines[0]?.type).toBe('BeginPdfRip')
    expect(await assetNamed(darkroom, 'manual.pdf')).toMatchObject({ version: 2, type: 'Pdf' })
    expect((await assetNamed(darkroom, 'shoe.png')).version).toBe(1)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkDependants } from '../../src/core/documents/check-dependants.ts'
import { processDocuments } from '../../src/core/documents/process-documents.ts'
import { startTestApp, type TestApp } from '../support/app.ts'
import { jobEnded } from '../support/soap.ts'
import { uploaded } from '../support/upload.ts'
import { assetRow, assetsNamed } from './state.ts'

let darkroom: TestApp
beforeAll(async () => {
  darkroom = await startTestApp()
})
afterAll(async () => await darkroom.close())

const files = {
  'start.dita':
    '<concept id="start"><title>Where to begin</title><conbody><p><xref href="next.xml#next/step"/></p></conbody></concept>',
  'next.xml':
    '<!DOCTYPE task PUBLIC "-//OASIS//DTD DITA Task//EN" "task.dtd"><task id="next"><title>Next</title><prolog><metadata><keywords><keyword>lamp</keyword></keywords></metadata></prolog><taskbody><steps><step id="step"><cmd>Wait</cmd></step></steps></taskbody></task>',
  'all.ditamap':
    '<map><title>All</title><topicref href="start.dita"/><topicref href="next.xml"/><topicref href="lost.dita"/></map>',
}

describe('documents that were uploaded', () => {
  it('are recognised by their content, and are processed into metadata that the web service shows', async () => {
    const job = await uploaded(darkroom.url, {
      jobName: 'documents',
      endJob: true,
      destFolder: 'manual',
      files: Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })),
    })
    expect((await jobEnded(darkroom.url, job)).counts).toMatchObject({ success: 3, error: 0, warning: 0 })
    expect(await assetRow(darkroom, 'next')).toMatchObject({
      type: 'Xml',
      mime_type: 'application/dita+xml;format=topic',
    })
    expect(await assetRow(darkroom, 'all')).toMatchObject({
      type: 'Xml',
      mime_type: 'application/dita+xml;format=map',
    })

    const { db, engine } = darkroom.app
    const batch = await Promise.all(
      Object.keys(files).map(async (fileName) => {
        const row = await assetRow(darkroom, fileName.replace(/\.\w+$/, ''))
        return {
          assetId: row.id,
          path: `/content/dam/Demo/manual/${fileName}`,
          fileName,
          originalKey: row.original_key,
          size: row.size,
          version: row.version,
          mimeType: row.mime_type,
        }
      }),
    )
    const context = {
      db,
      companyId: 1,
      signal: new AbortController().signal,
      files: engine.blobs,
    }
    const store = await processDocuments(context, batch)
    const outcomes = await db.transaction().execute(async (tx) => await store(tx))
    for await (const _ of checkDependants(context)) throw new Error('nothing was left to check')
    expect(outcomes.map(({ status, fileType }) => [status, fileType])).toEqual([
      ['Processed', 'DITATOPIC'],
      ['Processed', 'DITATOPIC'],
      ['Warning', 'DITAMAP'],
    ])
    expect(outcomes[2]?.messages).toEqual([
      {
        severity: 'WARN',
        text: 'Line 1: the topic "lost.dita" leads to /content/dam/Demo/manual/lost.dita, which is not there.',
      },
    ])
    const [seen] = await assetsNamed(darkroom.url, 'next')
    expect(seen?.metadata).toMatchObject({
      'dc.title': 'Next',
      'dc.subject': '["lamp"]',
      'document.Guid': outcomes[1]?.guid,
      'xml.Root': 'task',
    })
  })
})

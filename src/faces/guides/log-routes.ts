import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { findProcessing } from '../../core/guides/processing-view.ts'
import { runLogLines, runLogText } from '../../core/guides/run-log.ts'
import { type GuidesCall, route } from './route.ts'
import { ById, defaultLines, LogFiles, LogLines, LogPage } from './schemas.ts'

const base = '/bin/guides/v1/assets/process/logs'

/** Lines of the log, from any place on. */
export const logsRoute = route({
  method: 'GET',
  path: base,
  summary: 'Lines of the log of a processing',
  input: LogPage,
  answer: LogLines,
  run: async ({ services: { db }, caller, input }) => {
    const { processing } = await findProcessing(db, caller, input.processingId)
    const count = processing.log_lines
    const limit = input.tail ?? input.limit ?? defaultLines
    const offset = input.tail === undefined ? (input.offset ?? 0) : Math.max(0, count - input.tail)
    // Lines that came since the count was read are left to the next page.
    const lines = await runLogLines(db, processing.id, offset, Math.max(0, Math.min(limit, count - offset)))
    return { lines, limit, offset, hasMore: offset + lines.length < count }
  },
})

/** The whole log as a ZIP; a client that asks for JSON is told where it is. */
export const logDownloadRoute = route({
  method: 'GET',
  path: `${base}/download`,
  summary: 'The log of a processing as a ZIP file',
  input: ById,
  answer: LogFiles,
  alsoAnswers: 'application/zip',
  run: async (call) => {
    const { services, caller, input, request } = call
    const { processing } = await findProcessing(services.db, caller, input.processingId)
    if (wantsJson(request.headers.accept))
      return { logFilePaths: [`${base}/download?processingId=${processing.id}`] }
    return await sendZip(call, processing.id, processing.log_lines)
  },
})

async function sendZip({ services, reply }: GuidesCall<typeof ById>, id: string, lineCount: number) {
  const zip = new ZipFile()
  const output = Readable.from(zip.outputStream)
  const text = Readable.from(runLogText(services.db, id, lineCount))
  const fail = (error: unknown) => output.destroy(error instanceof Error ? error : new Error(String(error)))
  zip.on('error', fail)
  text.on('error', fail)
  output.once('close', () => text.destroy())
  zip.addReadStream(text, `asset-processing-${id}.log`)
  zip.end()
  return await reply
    .type('application/zip')
    .header('content-disposition', `attachment; filename="asset-processing-${id}.zip"`)
    .send(output)
}

/** Whether JSON is named in an Accept header, and no ZIP before it. */
function wantsJson(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((part) => part.split(';')[0]?.trim().toLowerCase())
  const json = types.indexOf('application/json')
  const zip = types.findIndex((type) => type === 'application/zip' || type === '*/*')
  return json >= 0 && (zip < 0 || json < zip)
}

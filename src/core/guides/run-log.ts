import { sql } from 'kysely'
import type { Db, Tx } from '../tables.ts'

export type Severity = 'INFO' | 'WARN' | 'ERROR'

/** One line of a run's log, before it gets its number and time. */
export interface RunLine {
  readonly severity: Severity
  /** On one line; longer than `maxLineLength`, it is cut. */
  readonly text: string
}

/** Of one line, in characters. */
export const maxLineLength = 2_000
/** Lines of one row of the table. */
const linesOfRow = 500

/**
 * Adds lines to the log of a processing. Other writers wait from here to the end of the transaction, so it belongs near its end.
 */
export async function appendRunLog(tx: Tx, processingId: string, lines: readonly RunLine[]): Promise<void> {
  if (lines.length === 0) return
  const time = new Date().toISOString()
  const texts = lines.map(({ severity, text }) => `${time} ${severity} ${onOneLine(text)}`)
  const rows = []
  for (let i = 0; i < texts.length; i += linesOfRow)
    rows.push({ place: i, lines: texts.slice(i, i + linesOfRow) })
  await sql`
    with numbered as (
      update processing set log_lines = log_lines + ${texts.length}::bigint where id = ${processingId}
      returning id, log_lines - ${texts.length}::bigint as first_line
    )
    insert into processing_log (processing_id, first_line, lines)
    select numbered.id, numbered.first_line + part.place, array(select jsonb_array_elements_text(part.lines))
    from numbered, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as part (place bigint, lines jsonb)`.execute(
    tx,
  )
}

/** The lines from number `offset` (from 0) on, at most `limit`. It takes the same time wherever in the log they are. */
export async function runLogLines(
  db: Db,
  processingId: string,
  offset: number,
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ first_line: number; lines: string[] }>`
    select first_line, lines from processing_log
    where processing_id = ${processingId}
      and first_line >= coalesce((
        select first_line from processing_log
        where processing_id = ${processingId} and first_line <= ${offset}::bigint
        order by first_line desc limit 1), 0)
      and first_line < ${offset + limit}::bigint
    order by first_line`.execute(db)
  return rows.flatMap(({ first_line, lines }) =>
    lines.slice(Math.max(0, offset - first_line), Math.max(0, offset + limit - first_line)),
  )
}

/** The whole log as text, a few rows in memory at a time; lines that come meanwhile are left out. */
export async function* runLogText(db: Db, processingId: string, lineCount: number): AsyncGenerator<string> {
  const atOnce = 2_000
  for (let offset = 0; offset < lineCount; offset += atOnce) {
    const lines = await runLogLines(db, processingId, offset, Math.min(atOnce, lineCount - offset))
    yield lines.map((line) => `${line}\n`).join('')
  }
}

function onOneLine(text: string): string {
  const line = text.replace(/\p{Cc}+/gu, ' ').toWellFormed()
  return line.length > maxLineLength ? `${line.slice(0, maxLineLength - 1).toWellFormed()}…` : line
}

import { type MetadataRow, metadataRow } from './metadata-files-row.ts'

/** True when the first line has a tab: it names fields. */
export function looksTabSeparated(text: string): boolean {
  return /^[^\r\n]*\t/.test(text)
}

/**
 * The rows of a tab-separated text. Its first line names the fields, its first column the files. Cells may stand in
 * quotation marks, as spreadsheet programs write them (`""` is one inside). Empty lines are skipped.
 */
export function tabSeparatedRows(text: string): MetadataRow[] {
  const [header = [], ...lines] = text.split(/\r\n|\r|\n/).map((line) => line.split('\t').map(unquoted))
  return lines
    .filter((cells) => cells.some((cell) => cell.trim() !== ''))
    .map(([name = '', ...values]) =>
      metadataRow(
        name,
        values.map((value, i) => [header[i + 1] ?? '', value]),
      ),
    )
}

function unquoted(cell: string): string {
  return /^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell
}

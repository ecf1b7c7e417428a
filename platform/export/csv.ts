import { say } from '../text.ts'
import { cellOf, type ExportColumn, type ExportRow, textOf, type Writing } from './columns.ts'

/** What a spreadsheet would run as a formula (OWASP), also behind blanks, separators and quotes. */
const FORMULA = /^[\s"';,|]*[=+\-@\t\r\n＝＋－＠]/
const LINES_MAX = 500

/**
 * CSV that Excel opens rightly in both languages: byte-order mark, and the separator and decimal sign of the language.
 * Text that looks like a formula gets an apostrophe; real numbers stay numbers.
 */
export async function* csvOf(
  columns: readonly ExportColumn[],
  rows: AsyncIterable<ExportRow>,
  writing: Writing,
): AsyncGenerator<string> {
  const separator = writing.language === 'es' ? ';' : ','
  const line = (cells: readonly string[]) => `${cells.join(separator)}\r\n`
  let lines = [`\uFEFF${line(columns.map(({ says }) => quoted(say(says, writing.language))))}`]
  for await (const row of rows) {
    lines.push(line(columns.map((column) => csvCell(column, row, writing))))
    if (lines.length < LINES_MAX) continue
    yield lines.join('')
    lines = []
  }
  yield lines.join('')
}

function csvCell(column: ExportColumn, row: ExportRow, writing: Writing): string {
  const cell = cellOf(column, row)
  const text = textOf(column, cell, writing)
  return typeof cell === 'string' ? quoted(text) : text
}

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return `"${safe.replaceAll('"', '""')}"`
}

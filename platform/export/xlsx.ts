import { PassThrough, type Readable } from 'node:stream'
import { type Sentence, say } from '../text.ts'
import { type Cell, cellOf, type ExportColumn, type ExportRow, type Writing } from './columns.ts'

export interface Sheet extends Writing {
  readonly columns: readonly ExportColumn[]
  readonly rows: AsyncIterable<ExportRow>
  readonly title: Sentence
}

const TEXT_MAX = 32_767
const DAY_MS = 86_400_000

/** An XLSX file, written as it is read. Text is stored as text, so nothing in it can become a formula. */
export function xlsxOf(sheet: Sheet): Readable {
  const out = new PassThrough()
  write(sheet, out).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))))
  return out
}

async function write({ columns, rows, title, language, time_zone }: Sheet, out: PassThrough): Promise<void> {
  // Read when it is needed: no other library weighs more on a start.
  const { default: exceljs } = await import('exceljs')
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream: out, useSharedStrings: false, useStyles: true })
  const page = workbook.addWorksheet(sheetName(say(title, language)), { views: [{ state: 'frozen', ySplit: 1 }] })
  page.columns = columns.map((column) => ({ width: widthOf(column), style: { numFmt: formatOf(column) } }))
  const heading = page.addRow(columns.map(({ says }) => say(says, language)))
  heading.font = { bold: true }
  heading.commit()
  for await (const row of rows) {
    page.addRow(columns.map((column) => stored(column, cellOf(column, row), time_zone))).commit()
    if (out.writableNeedDrain) await new Promise((resolve) => out.once('drain', resolve))
  }
  page.commit()
  await workbook.commit()
}

/** A spreadsheet knows no time zones: instants are written as the business's clock showed them. */
function stored(column: ExportColumn, cell: Cell, time_zone: string): Cell {
  if (typeof cell === 'string') return cell.slice(0, TEXT_MAX)
  if (!(cell instanceof Date) || column.type === 'day') return cell
  if (Number.isNaN(cell.getTime())) return null
  return new Date(cell.getTime() + offsetMs(time_zone, cell))
}

function offsetMs(time_zone: string, at: Date): number {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone: time_zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  const local = Date.UTC(year, month - 1, day, hour, minute, second)
  const whole = Math.floor(at.getTime() / 1000) * 1000
  return Math.abs(local - whole) > DAY_MS ? 0 : local - whole
}

function formatOf({ type, decimals = 0 }: ExportColumn): string {
  if (type === 'amount') return decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`
  if (type === 'quantity') return '#,##0.###'
  if (type === 'day') return 'yyyy-mm-dd'
  if (type === 'instant') return 'yyyy-mm-dd hh:mm:ss'
  return type === 'text' ? '@' : 'General'
}

const widthOf = ({ type }: ExportColumn) => (type === 'text' ? 28 : type === 'instant' ? 20 : 14)

const sheetName = (title: string) => title.replace(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Datos'

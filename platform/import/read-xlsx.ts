import { Readable } from 'node:stream'
import { importRefuse } from './import-refusals.ts'
import type { RawCell, RawRow, Table } from './raw-table.ts'
import { assertNoBomb } from './zip.ts'

/** The first sheet of a workbook. What it unpacks to is measured before anything of it is read (S58). */
export async function readXlsx(content: Buffer): Promise<Table> {
  await assertNoBomb(content)
  return { format: 'xlsx', encoding: null, delimiter: null, rows: rowsOf(content) }
}

async function* rowsOf(content: Buffer): AsyncGenerator<RawRow> {
  const { default: exceljs } = await import('exceljs')
  const reader = new exceljs.stream.xlsx.WorkbookReader(Readable.from([content]), {
    worksheets: 'emit',
    sharedStrings: 'cache',
    styles: 'cache',
    hyperlinks: 'ignore',
    entries: 'ignore',
  })
  try {
    for await (const sheet of reader) {
      for await (const row of sheet) {
        const { values } = row
        const cells = (Array.isArray(values) ? values.slice(1) : []).map((value) => rawCell(value))
        if (cells.some((cell) => cell !== null && cell !== '')) yield Array.from(cells, (cell) => cell ?? null)
      }
      return
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'Refusal') throw error
    throw importRefuse.unreadable()
  }
}

/** A formula counts by its stored result; nothing is calculated here. */
function rawCell(value: unknown): RawCell {
  if (value === null || value === undefined) return null
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : momentText(value)
  if (typeof value !== 'object') return null
  if ('richText' in value && Array.isArray(value.richText))
    return value.richText.map((part) => String(part?.text ?? '')).join('')
  if ('result' in value) return rawCell(value.result)
  if ('text' in value) return rawCell(value.text)
  return 'error' in value ? String(value.error) : null
}

const momentText = (at: Date) =>
  at
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/\.\d+Z$/, '')

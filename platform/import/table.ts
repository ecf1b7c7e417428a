import { importRefuse } from './import-refusals.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'

/** A cell as the file holds it: a spreadsheet knows numbers, a text file knows only text. */
export type RawCell = string | number | boolean | null
export type RawRow = readonly RawCell[]

/** A file with headings, whatever its format. The rows can be read once. */
export interface Table {
  readonly format: 'csv' | 'xlsx'
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly rows: AsyncIterable<RawRow>
}

export const LIMITS = {
  rows: 600_000,
  columns: 200,
  cell: 10_000,
  file_mb: 64,
  unpacked_mb: 100,
  entries: 1_000,
} as const

/** Opens a file by its first bytes; its name decides nothing. */
export async function openTable(content: Buffer): Promise<Table> {
  const isZip = content.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))
  const table = isZip ? await readXlsx(content) : readCsv(content)
  return { ...table, rows: limited(table.rows) }
}

async function* limited(rows: AsyncIterable<RawRow>): AsyncGenerator<RawRow> {
  let row = 0
  for await (const cells of rows) {
    row += 1
    if (row > LIMITS.rows + 1) throw importRefuse.tooManyRows({ max: LIMITS.rows })
    if (cells.length > LIMITS.columns) throw importRefuse.tooWide({ row, max: LIMITS.columns })
    if (cells.some((cell) => typeof cell === 'string' && cell.length > LIMITS.cell)) {
      throw importRefuse.cellTooLong({ row, max: LIMITS.cell })
    }
    yield cells
  }
}

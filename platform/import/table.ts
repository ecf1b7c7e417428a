import { importRefuse } from './import-refusals.ts'
import { LIMITS, type RawRow, type Table } from './raw-table.ts'
import { readCsv } from './read-csv.ts'
import { readXlsx } from './read-xlsx.ts'

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

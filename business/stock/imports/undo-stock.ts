import type { Tx } from '#platform/context'
import { takeOut } from '../commands/take-out.ts'
import { availabilityOf } from '../queries/availability.ts'
import { markImportUndone } from '../records.ts'
import type { StockLine } from '../reservation.ts'
import { text } from '../text.ts'

interface ImportedRow extends StockLine {
  readonly row_number: number
  readonly sku: string
  readonly name: string
  readonly warehouse: string
}

/**
 * Takes the stock of a run out again by counter-entries. What was sold or promised since cannot be taken out: those
 * places are named and stay as they are.
 */
export async function undoStock(tx: Tx, run: { id: string }) {
  const rows = await rowsToUndo(tx, run.id)
  const levels = await availabilityOf(tx, { product_ids: rows.map((row) => row.product_id) })
  const available = new Map(levels.map((level) => [`${level.product_id} ${level.warehouse_id}`, level.available]))
  const isFree = (row: ImportedRow) => (available.get(`${row.product_id} ${row.warehouse_id}`) ?? 0) >= row.quantity
  const free = rows.filter(isFree)
  const cause = { kind: 'import_undo', id: run.id }
  await takeOut(tx, { lines: free, kind: 'adjustment', reason: text.importUndone.es, cause })
  if (free.length > 0) {
    const row_numbers = free.map((row) => row.row_number)
    await markImportUndone(tx, run.id, row_numbers)
    tx.audit({ action: 'stock.import_undone', thing: 'import', thing_id: run.id, after: { row_numbers } })
  }
  const blocked = rows
    .filter((row) => !isFree(row))
    .map(({ sku, name, warehouse }) => ({
      thing: 'product',
      label: `${sku} ${name} · ${warehouse}`,
      says: text.importUsedSince,
    }))
  return { undone: free.length, blocked }
}

function rowsToUndo(tx: Tx, run_id: string): Promise<ImportedRow[]> {
  return tx.db
    .selectFrom('stock.import_row as r')
    .innerJoin('catalog.product as p', 'p.id', 'r.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'r.warehouse_id')
    .where('r.run_id', '=', run_id)
    .where('r.undone_at', 'is', null)
    .select(['r.row_number', 'r.product_id', 'r.warehouse_id', 'r.quantity', 'p.sku', 'p.name', 'w.name as warehouse'])
    .orderBy('r.row_number')
    .execute()
}

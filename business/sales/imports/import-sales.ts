import { countryOf } from '#company'
import type { Tx } from '#platform/context'
import { groupBy } from '#platform/group-by'
import { newId } from '#platform/ids'
import type { Importable, ImportRow, RowVerdict } from '#platform/import/importable'
import { addQuantities, subtractQuantity } from '#platform/quantity'
import { availabilityOf, type HistoryLine, postHistory } from '#stock'
import type { PastSale } from '../bulk/past-sale.ts'
import { postPastSales } from '../bulk/post-past-sales.ts'
import { reverseSale } from '../commands/reverse-sale.ts'
import { columns } from './columns.ts'
import { isLine, judgeLines, type SaleLine } from './judge-rows.ts'
import type { Known } from './known.ts'
import { undoSales } from './undo-sales.ts'

/** Past sales from a file, one row a line. Goods the books do not have yet are brought in first, labelled as such. */
export const importSales: Importable = {
  kind: 'sales',
  says: { es: 'Ventas pasadas', en: 'Past sales' },
  may: 'sales.import',
  columns,
  amount_decimals: async (ctx) => (await countryOf(ctx)).currency_decimals,
  keep_together: 'document',
  judge: async (ctx, rows) =>
    (await judgeLines(ctx, rows)).judged.map((one) => (isLine(one) ? { number: one.number, outcome: 'created' } : one)),
  apply: applyRows,
  undo: undoSales,
}

async function applyRows(tx: Tx, run: { id: string }, rows: readonly ImportRow[]): Promise<RowVerdict[]> {
  const { known, judged } = await judgeLines(tx, rows)
  const documents = [...groupBy(judged.filter(isLine), ({ document, warehouse_id }) => `${warehouse_id} ${document}`)]
  const sales = documents
    .map(([, lines]) => ({ lines, sale: saleOf(run.id, lines, known) }))
    .sort((a, b) => (a.sale.at < b.sale.at ? -1 : 1))
  const posted = sales.map(({ sale }) => sale)
  await bringInMissing(tx, run.id, posted)
  await postPastSales(tx, posted)
  const ids = new Map(sales.flatMap(({ lines, sale }) => lines.map(({ number }) => [number, sale.id])))
  for (const { lines, sale } of sales) {
    if (lines.some(({ is_cancelled }) => is_cancelled)) await reverseSale(tx, sale.id, 'cancelled in the imported file')
  }
  return judged.map((one) =>
    isLine(one) ? { number: one.number, outcome: 'created', thing_id: ids.get(one.number) ?? '' } : one,
  )
}

function saleOf(import_run_id: string, lines: readonly [SaleLine, ...SaleLine[]], known: Known): PastSale {
  const [{ document, at, store_id, warehouse_id, method, customer }] = lines
  const unknown = { id: null, name: customer, tax_id: null, email: null, phone: null, address: null, activity: null }
  return {
    id: newId(),
    label: document,
    at,
    store_id,
    warehouse_id,
    customer: customer === '' ? null : (known.customers.get(customer) ?? unknown),
    document_kind: known.document_kind,
    method,
    lines: lines.map(({ line }) => line),
    import_run_id,
  }
}

/** What the file sells and the books do not have is brought in as opening stock of this import, at the average cost. */
async function bringInMissing(tx: Tx, run_id: string, sales: readonly PastSale[]): Promise<void> {
  const wanted = sales.flatMap(({ warehouse_id, at, lines }) =>
    lines
      .filter(({ tracks_stock }) => tracks_stock)
      .map(({ product_id, quantity }) => ({ product_id, warehouse_id, at, quantity })),
  )
  const places = groupBy(wanted, ({ product_id, warehouse_id }) => `${product_id} ${warehouse_id}`)
  const levels = await availabilityOf(tx, { product_ids: wanted.map(({ product_id }) => product_id) })
  const there = new Map(levels.map((level) => [`${level.product_id} ${level.warehouse_id}`, level.available]))
  const missing: HistoryLine[] = []
  for (const [place, group] of places) {
    const [{ product_id, warehouse_id, at }] = group
    const quantity = subtractQuantity(addQuantities(group.map((one) => one.quantity)), there.get(place) ?? 0)
    const cause = { kind: 'import', id: run_id }
    if (quantity > 0) missing.push({ product_id, warehouse_id, at, kind: 'opening', quantity, cause })
  }
  await postHistory(tx, missing)
}

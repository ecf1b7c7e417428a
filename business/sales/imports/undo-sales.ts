import type { Tx } from '#platform/context'
import { reverseSale } from '../commands/reverse-sale.ts'
import { text } from '../text.ts'

/** Takes the sales of a run back by counter-entries. One that was partly given back since is named and stays. */
export async function undoSales(tx: Tx, run: { id: string }) {
  const orders = await tx.db
    .selectFrom('sales.order as o')
    .innerJoin('money.balance as b', 'b.document_id', 'o.id')
    .select(['o.id', 'o.document_label', 'b.refunded_minor', 'b.paid_minor'])
    .where('o.import_run_id', '=', run.id)
    .orderBy('o.number')
    .execute()
  const open = orders.filter(({ refunded_minor, paid_minor }) => refunded_minor < paid_minor)
  const free = open.filter(({ refunded_minor }) => refunded_minor === 0)
  for (const { id } of free) await reverseSale(tx, id, 'import undone')
  const blocked = open
    .filter(({ refunded_minor }) => refunded_minor > 0)
    .map(({ document_label }) => ({ thing: 'order', label: document_label ?? '', says: text.importAlreadyRefunded }))
  return { undone: free.length, blocked }
}

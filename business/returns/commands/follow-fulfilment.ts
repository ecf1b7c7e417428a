import type { Tx } from '#platform/context'
import { requestReturn } from './request-return.ts'

/** A parcel came back whole: what of it was not asked for yet is asked for, so that somebody takes it in and settles it. */
export async function followFulfilment(
  tx: Tx,
  fact: { fulfilment_id: string; order_id: string; warehouse_id: string; reason: string },
): Promise<void> {
  const rows = await tx.db
    .selectFrom('fulfilment.line as l')
    .leftJoin('returns.taken as t', 't.order_line_id', 'l.order_line_id')
    .select(['l.order_line_id', 'l.shipped', 't.sold', 't.returned'])
    .where('l.fulfilment_id', '=', fact.fulfilment_id)
    .execute()
  const lines = rows
    .map(({ order_line_id, shipped, sold, returned }) => ({
      order_line_id,
      quantity: sold === null ? shipped : Math.min(shipped, sold - (returned ?? 0)),
    }))
    .filter(({ quantity }) => quantity > 0)
  const { order_id, warehouse_id, reason } = fact
  if (lines.length === 0) return
  const order = await tx.db
    .selectFrom('sales.order')
    .select('handed_over_at')
    .where('id', '=', order_id)
    .executeTakeFirst()
  if (order?.handed_over_at == null) return
  await requestReturn(tx, { order_id, warehouse_id, lines, reason: 'other', note: reason, is_here: false })
}

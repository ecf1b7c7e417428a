import type { Tx } from '#platform/context'
import { subtractQuantity } from '#platform/quantity'
import { setIncoming } from '#stock'
import { type PurchaseRow, purchaseLinesOf } from '../records/purchase.ts'

/**
 * Says to the stock ledger what an order still has to bring, so that availability and alerts know what is on its way.
 * Called under the order's lock; `nothing` when no more of it is expected.
 */
export async function tellIncoming(
  tx: Tx,
  { id, warehouse_id, expected_on }: Pick<PurchaseRow, 'id' | 'warehouse_id' | 'expected_on'>,
  left: 'open lines' | 'nothing' = 'open lines',
): Promise<void> {
  const lines = left === 'nothing' ? [] : await purchaseLinesOf(tx, id)
  const open = lines.flatMap(({ product_id, quantity, received_quantity, closed_at }) =>
    closed_at === null && received_quantity < quantity
      ? [{ product_id, warehouse_id, quantity: subtractQuantity(quantity, received_quantity), expected_on }]
      : [],
  )
  await setIncoming(tx, { cause: { kind: 'purchase_order', id }, lines: open })
}

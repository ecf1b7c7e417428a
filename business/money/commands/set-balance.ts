import type { Tx } from '#platform/context'
import { insertBalance, lockBalance, updateBalance } from '../records.ts'

/** Opens what an order owes. */
export async function openBalance(
  tx: Tx,
  order: { id: string; total: number; store_id: string; party_id: string | null },
): Promise<void> {
  const { id, total, store_id, party_id } = order
  await insertBalance(tx, { document_id: id, document_kind: 'order', store_id, party_id, total, updated_at: tx.now() })
}

/** Changes what an order owes; refused when more was already paid. */
export async function changeBalance(
  tx: Tx,
  order: { id: string; total: number; party_id: string | null },
): Promise<void> {
  await updateBalance(tx, order.id, { total: order.total, party_id: order.party_id })
}

/** The document takes no more payments (cancelled). Waits for a payment that is being taken. */
export async function closeBalance(tx: Tx, document_id: string): Promise<void> {
  await lockBalance(tx, document_id)
  await updateBalance(tx, document_id, { is_open: false })
}

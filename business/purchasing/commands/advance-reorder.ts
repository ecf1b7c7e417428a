import type { Tx } from '#platform/context'
import { reorderChanged } from '../events.ts'
import { keepStep, type ReorderRow, updateReorder } from '../records/reorder.ts'
import { assertReorderCanMove } from '../states.ts'
import type { ReorderStatus } from '../wire-reorders.ts'

/** Moves a request, with who, when and why. */
export async function moveReorder(
  tx: Tx,
  reorder: ReorderRow,
  to: ReorderStatus,
  notes: string | null = null,
  received_quantity?: number,
): Promise<void> {
  assertReorderCanMove(reorder.status, to)
  const { id, number, status: from, product_id, store_id, warehouse_id } = reorder
  await updateReorder(tx, id, { status: to, ...(received_quantity === undefined ? {} : { received_quantity }) })
  await keepStep(tx, { reorder_id: id, from, to, notes })
  await tx.emit(reorderChanged({ reorder_id: id, number, status: to, product_id, store_id, warehouse_id }))
  const states = { before: { status: from }, after: { status: to } }
  tx.audit({
    action: `reorder.${to}`,
    thing: 'reorder',
    thing_id: id,
    label: String(number),
    store_id,
    reason: notes,
    ...states,
  })
}

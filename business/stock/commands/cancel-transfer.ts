import { warehouseById } from '#company'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { transferCancelled } from '../events.ts'
import { lockTransfer, updateTransfer } from '../records/transfers.ts'
import { refuse } from '../refusals.ts'
import { assertTransferCanMove, transferLabel } from '../transfer.ts'

/** Drops a draft: nothing had moved. */
export async function cancelTransfer(ctx: Ctx, id: string, reason: string | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const transfer = await lockTransfer(tx, id)
    if (!transfer) throw refuse.transferNotFound({ id })
    const { number, from_warehouse_id, to_warehouse_id } = transfer
    const { store_id } = await warehouseById(tx, from_warehouse_id)
    assertTransferCanMove(transfer.status, 'cancelled')
    await updateTransfer(tx, id, { status: 'cancelled', cancel_reason: reason })
    tx.audit({
      action: 'transfer.cancelled',
      thing: 'transfer',
      thing_id: id,
      label: transferLabel(number),
      before: { status: transfer.status },
      after: { status: 'cancelled' },
      reason,
      store_id,
    })
    await tx.emit(transferCancelled({ transfer_id: id, number, from_warehouse_id, to_warehouse_id }))
  })
}

import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { transferSent } from '../events.ts'
import { itemsOfTransfer, keepSentCosts, lockTransfer, setIncoming, updateTransfer } from '../records/transfers.ts'
import { refuse } from '../refusals.ts'
import { assertTransferCanMove, transferLabel } from '../transfer.ts'
import { openWarehouse } from './create-transfer.ts'
import { takeOut } from './take-out.ts'

/** The goods leave: every line or none, and never what is promised to somebody. Each keeps what it cost. */
export async function sendTransfer(ctx: Ctx, id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const transfer = await lockTransfer(tx, id)
    if (!transfer) throw refuse.transferNotFound({ id })
    const { number, from_warehouse_id, to_warehouse_id } = transfer
    const from = await openWarehouse(tx, from_warehouse_id)
    assertTransferCanMove(transfer.status, 'in_transit')
    const items = await itemsOfTransfer(tx, id)
    const cause = { kind: 'transfer', id, label: transferLabel(number) }
    const moved = await takeOut(tx, {
      lines: items.map(({ product_id, quantity }) => ({ product_id, warehouse_id: from_warehouse_id, quantity })),
      kind: 'transfer_out',
      cause,
    })
    await keepSentCosts(tx, id, moved)
    await setIncoming(tx, {
      cause,
      lines: items.map(({ product_id, quantity }) => ({ product_id, warehouse_id: to_warehouse_id, quantity })),
    })
    await updateTransfer(tx, id, { status: 'in_transit' })
    tx.audit({
      action: 'transfer.sent',
      thing: 'transfer',
      thing_id: id,
      label: cause.label,
      before: { status: transfer.status },
      after: { status: 'in_transit', from_warehouse_id, to_warehouse_id, lines: items.length },
      store_id: from.store_id,
    })
    await tx.emit(transferSent({ transfer_id: id, number, from_warehouse_id, to_warehouse_id }))
  })
}

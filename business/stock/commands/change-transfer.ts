import { warehouseById } from '#company'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { transferChanged } from '../events.ts'
import { knownLines } from '../queries/known-lines.ts'
import { itemsOfTransfer, lockTransfer, replaceItems, updateTransfer } from '../records/transfers.ts'
import { refuse } from '../refusals.ts'
import { assertTransferDraft, transferLabel } from '../transfer.ts'
import type { ChangeTransfer } from '../transfer-shapes.ts'

/** Changes the lines or the note of a draft. */
export async function changeTransfer(
  ctx: Ctx,
  id: string,
  { note, items }: ChangeTransfer,
  wanted: string | null,
): Promise<void> {
  await transact(ctx, async (tx) => {
    const transfer = await lockTransfer(tx, id)
    if (!transfer) throw refuse.transferNotFound({ id })
    const { store_id } = await warehouseById(tx, transfer.from_warehouse_id)
    assertVersion(wanted, transfer)
    assertTransferDraft(transfer.status)
    const before = await itemsOfTransfer(tx, id)
    if (items !== undefined) {
      const lines = await knownLines(tx, items)
      await replaceItems(
        tx,
        id,
        lines.map(({ product, quantity }) => ({ product_id: product.id, quantity })),
      )
    }
    if (note !== undefined) await updateTransfer(tx, id, { note })
    tx.audit({
      action: 'transfer.changed',
      thing: 'transfer',
      thing_id: id,
      label: transferLabel(transfer.number),
      before: { note: transfer.note, items: before.map(({ product_id, quantity }) => ({ product_id, quantity })) },
      after: { note: note === undefined ? transfer.note : note, ...(items ? { items } : {}) },
      store_id,
    })
    const { number, from_warehouse_id, to_warehouse_id } = transfer
    await tx.emit(transferChanged({ transfer_id: id, number, from_warehouse_id, to_warehouse_id }))
  })
}

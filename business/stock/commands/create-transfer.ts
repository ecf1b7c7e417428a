import { type Warehouse, warehouseById } from '#company'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { transferCreated } from '../events.ts'
import { knownLines } from '../queries/known-lines.ts'
import { insertTransfer } from '../records/transfers.ts'
import { refuse } from '../refusals.ts'
import { transferLabel } from '../transfer.ts'
import type { CreateTransfer } from '../transfer-shapes.ts'

/** Writes a transfer down. Nothing moves and nothing is promised until it is sent. */
export async function createTransfer(ctx: Ctx, input: CreateTransfer): Promise<string> {
  const { id = newId(), from_warehouse_id, to_warehouse_id, note = null } = input
  if (from_warehouse_id === to_warehouse_id) throw refuse.transferToItself()
  return transact(ctx, async (tx) => {
    const from = await openWarehouse(tx, from_warehouse_id)
    await openWarehouse(tx, to_warehouse_id)
    const lines = await knownLines(tx, input.items)
    const items = lines.map(({ product, quantity }) => ({ product_id: product.id, quantity }))
    const number = await insertTransfer(tx, { id, from_warehouse_id, to_warehouse_id, note }, items)
    if (number === null) throw refuse.idTaken({ id })
    tx.audit({
      action: 'transfer.created',
      thing: 'transfer',
      thing_id: id,
      label: transferLabel(number),
      after: { from_warehouse_id, to_warehouse_id, items },
      store_id: from.store_id,
    })
    await tx.emit(transferCreated({ transfer_id: id, number, from_warehouse_id, to_warehouse_id }))
    return id
  })
}

/** A warehouse of the actor's that is in use. */
export async function openWarehouse(ctx: Ctx, id: string): Promise<Warehouse> {
  const warehouse = await warehouseById(ctx, id)
  if (warehouse.archived_at !== null) throw refuse.warehouseArchived({ name: warehouse.name })
  return warehouse
}

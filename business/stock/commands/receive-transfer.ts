import { sellablesById } from '#catalog'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { subtractQuantity } from '#platform/quantity'
import { transferReceived } from '../events.ts'
import type { Cause } from '../movement.ts'
import {
  type ArrivedItem,
  itemsOfTransfer,
  keepArrived,
  type LockedItem,
  lockTransfer,
  setIncoming,
  updateTransfer,
} from '../records/transfers.ts'
import { refuse } from '../refusals.ts'
import { assertTransferCanMove, transferLabel } from '../transfer.ts'
import type { ReceiveTransfer } from '../transfer-shapes.ts'
import { openWarehouse } from './create-transfer.ts'
import { takeIn } from './take-in.ts'
import { takeOut } from './take-out.ts'

/**
 * The goods arrive. All that left comes in at what it cost then, so a transfer makes and loses nothing; what is missing
 * or too much at the door is a second movement with its reason.
 */
export async function receiveTransfer(ctx: Ctx, id: string, input: ReceiveTransfer): Promise<void> {
  await transact(ctx, async (tx) => {
    const transfer = await lockTransfer(tx, id)
    if (!transfer) throw refuse.transferNotFound({ id })
    const { number, from_warehouse_id, to_warehouse_id } = transfer
    const place = await openWarehouse(tx, to_warehouse_id)
    assertTransferCanMove(transfer.status, 'received')
    const items = await itemsOfTransfer(tx, id)
    const arrived = await arrivedOf(tx, items, input)
    const cause = { kind: 'transfer', id, label: transferLabel(number) }
    await takeIn(tx, {
      lines: items.map(({ product_id, quantity, cost_minor }) => ({
        product_id,
        warehouse_id: to_warehouse_id,
        quantity,
        cost_minor,
      })),
      kind: 'transfer_in',
      cause,
    })
    const differences = await settleDifferences(tx, { items, arrived, warehouse_id: to_warehouse_id, cause })
    await keepArrived(tx, id, arrived)
    await setIncoming(tx, { cause, lines: [] })
    await updateTransfer(tx, id, { status: 'received' })
    tx.audit({
      action: 'transfer.received',
      thing: 'transfer',
      thing_id: id,
      label: cause.label,
      before: { status: transfer.status },
      after: { status: 'received', to_warehouse_id, lines: items.length, differences },
      store_id: place.store_id,
    })
    await tx.emit(transferReceived({ transfer_id: id, number, from_warehouse_id, to_warehouse_id, differences }))
  })
}

/** What came of each line: all of it, unless somebody counted otherwise and says why. */
async function arrivedOf(tx: Tx, items: readonly LockedItem[], input: ReceiveTransfer): Promise<ArrivedItem[]> {
  const told = new Map((input.items ?? []).map((line) => [line.product_id, line]))
  const products = await sellablesById(tx, [...new Set([...told.keys(), ...items.map((item) => item.product_id)])])
  const nameOf = (id: string) => products.get(id)?.name ?? id
  const stranger = [...told.keys()].find((id) => !items.some((item) => item.product_id === id))
  if (stranger !== undefined) throw refuse.transferStranger({ name: nameOf(stranger) })
  return items.map(({ product_id, quantity }) => {
    const line = told.get(product_id)
    const received = line?.quantity ?? quantity
    const reason = line?.reason ?? null
    if (received !== quantity && reason === null) {
      throw refuse.transferDifference(
        { name: nameOf(product_id), sent: quantity, received },
        { details: { product_id } },
      )
    }
    return { product_id, received, reason: received === quantity ? null : reason }
  })
}

interface Arrival {
  readonly items: readonly LockedItem[]
  readonly arrived: readonly ArrivedItem[]
  readonly warehouse_id: string
  readonly cause: Cause
}

/** The levels were locked when all came in; these touch the same ones. Gives how many lines differ. */
async function settleDifferences(tx: Tx, { items, arrived, warehouse_id, cause }: Arrival): Promise<number> {
  let differences = 0
  for (const { product_id, received, reason } of arrived) {
    const sent = items.find((item) => item.product_id === product_id)?.quantity ?? 0
    const surplus = subtractQuantity(received, sent)
    if (surplus === 0 || reason === null) continue
    differences += 1
    const common = { kind: 'adjustment', cause, reason } as const
    const line = { product_id, warehouse_id }
    if (surplus > 0) await takeIn(tx, { ...common, lines: [{ ...line, quantity: surplus, cost_minor: null }] })
    // What did not come is gone whatever is promised of it.
    else await takeOut(tx, { ...common, lines: [{ ...line, quantity: -surplus }], sell_short: true })
  }
  return differences
}

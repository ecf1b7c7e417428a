import { sellablesById } from '#catalog'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { fitsDecimals } from '#platform/quantity'
import { reorderChanged } from '../events.ts'
import { supplierById } from '../queries/offers.ts'
import { lockReorder, type ReorderRow, updateReorder } from '../records/reorder.ts'
import { refuseReorder } from '../refusals.ts'
import { assertReorderCanMove } from '../states.ts'
import type { EditReorder } from '../wire-reorders.ts'
import { moveReorder } from './advance-reorder.ts'
import { receiveGoods } from './receive-goods.ts'

/**
 * Changes a request or moves it. A request that stands on a purchase order moves with that order. One that was ordered
 * by hand (telephone, a visit) is received here: the goods go on the shelf, once.
 */
export async function editReorder(ctx: Ctx, id: string, change: EditReorder, wanted: string | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const reorder = await lockReorder(tx, id)
    assertVersion(wanted, reorder)
    const { status, ...fields } = change
    await changeFields(tx, reorder, fields)
    if (status === undefined || status === reorder.status) return
    assertReorderCanMove(reorder.status, status)
    if (reorder.purchase_order_id !== null) throw await standsOnOrder(tx, reorder.purchase_order_id)
    const supplier_id = fields.supplier_id === undefined ? reorder.supplier_id : fields.supplier_id
    const quantity = fields.quantity ?? reorder.quantity
    if (status === 'ordered' || status === 'received') await assertSupplier(tx, reorder, supplier_id)
    if (status === 'received' && supplier_id !== null) await receiveByHand(tx, reorder, { supplier_id, quantity })
    await moveReorder(tx, reorder, status, change.notes ?? null, status === 'received' ? quantity : undefined)
  })
}

async function changeFields(tx: Tx, reorder: ReorderRow, fields: Omit<EditReorder, 'status'>): Promise<void> {
  const { quantity, supplier_id, notes } = fields
  const isSettled = reorder.status === 'received' || reorder.status === 'cancelled'
  const touches = quantity !== undefined || supplier_id !== undefined
  if (touches && (isSettled || reorder.purchase_order_id !== null)) {
    throw refuseReorder.cannotMove({ from: reorder.status, to: reorder.status })
  }
  const product = (await sellablesById(tx, [reorder.product_id])).get(reorder.product_id)
  if (quantity !== undefined && product && !fitsDecimals(quantity, product.decimals)) {
    throw refuseReorder.decimals({ name: product.name, decimals: product.decimals })
  }
  const set = {
    ...(quantity === undefined ? {} : { quantity }),
    ...(supplier_id === undefined ? {} : { supplier_id: supplier_id && (await supplierById(tx, supplier_id)).id }),
    ...(notes === undefined ? {} : { notes }),
  }
  if (Object.keys(set).length === 0) return
  await updateReorder(tx, reorder.id, set)
  const { id, number, status, product_id, store_id, warehouse_id } = reorder
  await tx.emit(reorderChanged({ reorder_id: id, number, status, product_id, store_id, warehouse_id }))
  const before = { quantity: reorder.quantity, supplier_id: reorder.supplier_id, notes: reorder.notes }
  tx.audit({
    action: 'reorder.changed',
    thing: 'reorder',
    thing_id: id,
    label: String(number),
    store_id,
    before,
    after: set,
  })
}

async function receiveByHand(tx: Tx, reorder: ReorderRow, came: { supplier_id: string; quantity: number }) {
  await receiveGoods(tx, {
    supplier_id: came.supplier_id,
    warehouse_id: reorder.warehouse_id,
    lines: [{ product_id: reorder.product_id, quantity: came.quantity, damaged_quantity: 0, lots: [] }],
    accept_over: false,
    accept_unordered: true,
    accept_expired: false,
    close_order: false,
  })
}

async function assertSupplier(tx: Tx, { product_id }: ReorderRow, supplier_id: string | null): Promise<void> {
  if (supplier_id !== null) return
  const name = (await sellablesById(tx, [product_id])).get(product_id)?.name ?? ''
  throw refuseReorder.needsSupplier({ name })
}

async function standsOnOrder(tx: Tx, purchase_order_id: string) {
  const { number } = await tx.db
    .selectFrom('purchasing.purchase_order')
    .select('number')
    .where('id', '=', purchase_order_id)
    .executeTakeFirstOrThrow()
  return refuseReorder.byReceipt({ purchase_order: number, purchase_order_id })
}

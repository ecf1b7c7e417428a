import { businessOf } from '#company'
import { bookable } from '#platform/bookable'
import { dayIn } from '#platform/clock'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { purchaseChanged } from '../events.ts'
import { freightOf } from '../pack.ts'
import { linesFor } from '../purchase-lines.ts'
import { supplierById, termsOf } from '../queries/offers.ts'
import {
  insertPurchase,
  lockPurchase,
  type NewLineRow,
  type PurchaseRow,
  replacePurchaseLines,
  updatePurchase,
} from '../records/purchase.ts'
import { lockReorder, updateReorder } from '../records/reorder.ts'
import { refusePurchase, refuseReorder } from '../refusals.ts'
import type { EditPurchase, NewPurchase, PurchaseLineIn } from '../wire-orders.ts'
import { warehouseFor } from './request-reorder.ts'

/** Writes a purchase order as a draft, at the supplier's prices. Gives its id. */
export async function writePurchase(ctx: Ctx, input: NewPurchase): Promise<string> {
  return transact(ctx, async (tx) => {
    const supplier = await supplierById(tx, input.supplier_id)
    const { id: warehouse_id, store_id } = await warehouseFor(tx, input.warehouse_id)
    const lines = await linesFor(tx, supplier.id, input.lines)
    const terms = await termsOf(tx, supplier.id)
    const id = input.id ?? newId()
    const order = { id, supplier_id: supplier.id, supplier_name: supplier.name, store_id, warehouse_id }
    const number = await insertPurchase(tx, {
      ...order,
      status: 'draft',
      expected_on: input.expected_on ?? (await expectedDay(tx, terms.lead_time_days)),
      ...sumsOf(lines, input.freight_minor ?? freightOf(goodsOf(lines), terms)),
      notes: input.notes ?? null,
      created_at: tx.now(),
      created_by: tx.actor.id,
      created_by_name: tx.actor.name,
    })
    await replacePurchaseLines(tx, id, lines)
    await tieReorders(tx, { id, warehouse_id }, input.lines)
    await tellPurchase(tx, { ...order, number }, 'draft', {
      action: 'purchase_order.created',
      after: { supplier: supplier.name, cost_minor: goodsOf(lines), lines: lines.length },
    })
    return id
  })
}

/** Edits a draft. What is left out stays; the sum and the freight follow the lines. */
export async function editPurchase(ctx: Ctx, id: string, change: EditPurchase, wanted: string | null): Promise<void> {
  await transact(ctx, async (tx) => {
    const order = await lockPurchase(tx, id)
    assertVersion(wanted, order)
    if (order.status !== 'draft') throw refusePurchase.notDraft()
    const place = change.warehouse_id === undefined ? order : await warehouseOf(tx, change.warehouse_id)
    const lines = change.lines && (await linesFor(tx, order.supplier_id, change.lines))
    const goods_minor = lines ? goodsOf(lines) : order.goods_minor
    const freight_minor = await freightAfter(tx, order, change, goods_minor)
    await updatePurchase(tx, id, {
      warehouse_id: place.warehouse_id,
      store_id: place.store_id,
      expected_on: change.expected_on === undefined ? order.expected_on : change.expected_on,
      notes: change.notes === undefined ? order.notes : change.notes,
      goods_minor,
      freight_minor,
      total: goods_minor + freight_minor,
      lines: lines ? lines.length : order.lines,
    })
    if (lines && change.lines) {
      await freeReorders(tx, id)
      await replacePurchaseLines(tx, id, lines)
      await tieReorders(tx, { id, warehouse_id: place.warehouse_id }, change.lines)
    }
    const costs = { before: { cost_minor: order.total }, after: { cost_minor: goods_minor + freight_minor } }
    await tellPurchase(tx, { ...order, ...place }, 'draft', { action: 'purchase_order.changed', ...costs })
  })
}

const goodsOf = (lines: readonly NewLineRow[]) => bookable(lines.reduce((sum, { total }) => sum + Number(total), 0))

function sumsOf(lines: readonly NewLineRow[], freight_minor: number) {
  const goods_minor = goodsOf(lines)
  return { lines: lines.length, goods_minor, freight_minor, total: goods_minor + freight_minor }
}

async function warehouseOf(tx: Tx, warehouse_id: string) {
  const { id, store_id } = await warehouseFor(tx, warehouse_id)
  return { warehouse_id: id, store_id }
}

/** A freight that somebody wrote stays; `null` asks for the agreed one; new lines bring the agreed one unless told. */
async function freightAfter(tx: Tx, order: PurchaseRow, change: EditPurchase, goods_minor: number): Promise<number> {
  if (typeof change.freight_minor === 'number') return change.freight_minor
  if (change.freight_minor === undefined && change.lines === undefined) return order.freight_minor
  return freightOf(goods_minor, await termsOf(tx, order.supplier_id))
}

async function expectedDay(tx: Tx, lead_time_days: number | null): Promise<string | null> {
  if (lead_time_days === null) return null
  const day = new Date(`${dayIn((await businessOf(tx)).time_zone, tx.now())}T00:00:00Z`)
  day.setUTCDate(day.getUTCDate() + lead_time_days)
  return day.toISOString().slice(0, 10)
}

/** Requests that this order answers point at it; they become `ordered` when it is sent. */
async function tieReorders(
  tx: Tx,
  order: { id: string; warehouse_id: string },
  lines: readonly PurchaseLineIn[],
): Promise<void> {
  const tied = lines.flatMap(({ reorder_id, product_id }) => (reorder_id ? [{ reorder_id, product_id }] : []))
  for (const { reorder_id, product_id } of tied.sort((a, b) => a.reorder_id.localeCompare(b.reorder_id))) {
    const reorder = await lockReorder(tx, reorder_id)
    const isFree = reorder.status === 'requested' && reorder.purchase_order_id === null
    if (!isFree || reorder.product_id !== product_id || reorder.warehouse_id !== order.warehouse_id) {
      throw refuseReorder.cannotMove({ from: reorder.status, to: 'ordered', reorder_id })
    }
    await updateReorder(tx, reorder_id, { purchase_order_id: order.id })
  }
}

/** Requests of this order that were not ordered yet may be asked of another supplier. */
export async function freeReorders(tx: Tx, purchase_order_id: string): Promise<void> {
  const rows = await tx.db
    .selectFrom('purchasing.reorder')
    .select('id')
    .where('purchase_order_id', '=', purchase_order_id)
    .orderBy('id')
    .execute()
  for (const { id } of rows) {
    const { status } = await lockReorder(tx, id)
    if (status === 'requested') await updateReorder(tx, id, { purchase_order_id: null })
  }
}

type Told = { action: string; before?: object; after?: object; reason?: string | null }

export async function tellPurchase(
  tx: Tx,
  order: { id: string; number: number; supplier_id: string; store_id: string; warehouse_id: string },
  status: string,
  audit: Told,
): Promise<void> {
  const { id, number, supplier_id, store_id, warehouse_id } = order
  await tx.emit(purchaseChanged({ purchase_order_id: id, number, status, supplier_id, store_id, warehouse_id }))
  tx.audit({ thing: 'purchase_order', thing_id: id, label: String(number), store_id, ...audit })
}

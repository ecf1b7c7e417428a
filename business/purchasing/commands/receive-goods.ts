import { createHash } from 'node:crypto'
import { changeCosts } from '#catalog'
import { businessOf } from '#company'
import { bookable } from '#platform/bookable'
import { dayIn } from '#platform/clock'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { addQuantities } from '#platform/quantity'
import { say } from '#platform/text'
import { intoLot, putInBin, takeIn } from '#stock'
import { goodsReceived } from '../events.ts'
import { unitCostOf } from '../pack.ts'
import { assertPutAway } from '../put-away.ts'
import { supplierById } from '../queries/offers.ts'
import { type CameLine, judgeReceipt } from '../received-lines.ts'
import { addReceived, lockPurchase, type PurchaseRow, purchaseLinesOf, updatePurchase } from '../records/purchase.ts'
import { claimReceipt, insertReceipt } from '../records/receipt.ts'
import { lockOffers, repriceOffers } from '../records.ts'
import { refuseGoods } from '../refusals.ts'
import { isReceivable } from '../states.ts'
import { statusText } from '../text.ts'
import type { ReceiveGoods } from '../wire-receipts.ts'
import { endPurchase } from './end-purchase.ts'
import { warehouseFor } from './request-reorder.ts'
import { tellIncoming } from './tell-incoming.ts'
import { tellPurchase } from './write-purchase.ts'

/**
 * Receives goods: they go on the shelf at what they cost with their share of the freight, the order knows what is still to come, the catalogue learns the
 * new cost, and every difference is written down. However often one id is sent, the goods come once.
 *
 * Locks: receipt id → purchase order → offers → stock.
 */
export async function receiveGoods(ctx: Ctx, input: ReceiveGoods): Promise<string> {
  return transact(ctx, async (tx) => {
    const id = input.id ?? newId()
    const fingerprint = createHash('sha256').update(JSON.stringify(input)).digest()
    const known = await claimReceipt(tx, id)
    if (known !== null) {
      if (!known.equals(fingerprint)) throw refuseGoods.idTaken({ id })
      return id
    }
    const order = input.purchase_order_id === undefined ? null : await openOrder(tx, input.purchase_order_id)
    const place = await placeOf(tx, input, order)
    const supplier = await supplierById(tx, supplierOf(input, order))
    const lines = await judgeReceipt(tx, { supplier_id: supplier.id, order, given: input })
    await assertPutAway(tx, place.warehouse_id, lines, input.accept_expired)
    const { number } = await writeReceipt(tx, { id, fingerprint, order, place, supplier, lines }, input)
    await shelve(tx, { id, number, warehouse_id: place.warehouse_id }, lines)
    await learnCosts(tx, supplier.id, lines)
    if (order) await moveOrder(tx, order, lines, input)
    return id
  })
}

/** Several receipts at once: all of them or none. Gives their ids in order. */
export async function receiveBatch(ctx: Ctx, receipts: readonly ReceiveGoods[]): Promise<string[]> {
  return transact(ctx, async (tx) => {
    const named = receipts.map((receipt, at) => ({ at, receipt: { ...receipt, id: receipt.id ?? newId() } }))
    const key = ({ receipt }: (typeof named)[number]) => receipt.purchase_order_id ?? ''
    // Orders are locked in one direction, whatever direction two clerks scanned them in.
    const ids = new Map<number, string>()
    for (const one of named.toSorted((a, b) => key(a).localeCompare(key(b)))) {
      ids.set(one.at, await receiveGoods(tx, one.receipt))
    }
    return named.map(({ at, receipt }) => ids.get(at) ?? receipt.id)
  })
}

async function openOrder(tx: Tx, id: string): Promise<PurchaseRow> {
  const order = await lockPurchase(tx, id)
  if (isReceivable(order.status)) return order
  throw refuseGoods.notReceivable({
    status: order.status,
    status_text: say(statusText[order.status], tx.request.language),
  })
}

function supplierOf({ supplier_id }: ReceiveGoods, order: PurchaseRow | null): string {
  if (order && supplier_id !== undefined && supplier_id !== order.supplier_id) throw refuseGoods.otherSupplier()
  const id = order?.supplier_id ?? supplier_id
  if (id === undefined) throw refuseGoods.supplierNeeded()
  return id
}

async function placeOf(tx: Tx, { warehouse_id }: ReceiveGoods, order: PurchaseRow | null) {
  if (order && warehouse_id !== undefined && warehouse_id !== order.warehouse_id) throw refuseGoods.otherWarehouse()
  const { id, store_id } = await warehouseFor(tx, order?.warehouse_id ?? warehouse_id)
  return { warehouse_id: id, store_id }
}

interface Written {
  readonly id: string
  readonly fingerprint: Buffer
  readonly order: PurchaseRow | null
  readonly place: { readonly warehouse_id: string; readonly store_id: string }
  readonly supplier: { readonly id: string; readonly name: string }
  readonly lines: readonly CameLine[]
}

async function writeReceipt(tx: Tx, written: Written, input: ReceiveGoods): Promise<{ number: number }> {
  const { id, fingerprint, order, place, supplier, lines } = written
  const units = addQuantities(lines.map(({ quantity }) => quantity))
  const cost_minor = bookable(lines.reduce((sum, line) => sum + line.cost_minor, 0))
  const now = tx.now()
  const number = await insertReceipt(
    tx,
    {
      id,
      purchase_order_id: order?.id ?? null,
      supplier_id: supplier.id,
      supplier_name: supplier.name,
      ...place,
      document_label: input.document_label ?? null,
      fingerprint,
      lines: lines.length,
      units,
      cost_minor,
      charges_minor: input.charges_minor ?? 0,
      notes: input.notes ?? null,
      received_at: now,
      received_by: tx.actor.id,
      received_by_name: tx.actor.name,
      day: dayIn((await businessOf(tx)).time_zone, now),
    },
    lines.map(({ is_new_price: _price, bin_id: _bin, ...line }) => ({ ...line, differences: [...line.differences] })),
  )
  const product_ids = lines.map(({ product_id }) => product_id)
  const purchase_order_id = order?.id ?? null
  await tx.emit(
    goodsReceived({
      receipt_id: id,
      number,
      purchase_order_id,
      supplier_id: supplier.id,
      ...place,
      units,
      product_ids,
    }),
  )
  tx.audit({
    action: 'goods.received',
    thing: 'goods_receipt',
    thing_id: id,
    label: String(number),
    store_id: place.store_id,
    after: {
      supplier: supplier.name,
      purchase_order: order?.number ?? null,
      units,
      cost_minor,
      charges_minor: input.charges_minor ?? 0,
      differences: told(lines),
    },
  })
  return { number }
}

const told = (lines: readonly CameLine[]) =>
  lines.filter(({ differences }) => differences.length > 0).map(({ sku, differences }) => ({ sku, differences }))

async function shelve(
  tx: Tx,
  receipt: { id: string; number: number; warehouse_id: string },
  lines: readonly CameLine[],
) {
  const { id, number, warehouse_id } = receipt
  const goods = lines.filter(({ quantity }) => quantity > 0)
  const cause = { kind: 'goods_receipt', id, label: String(number) }
  await takeIn(tx, {
    kind: 'receipt',
    cause,
    lines: goods.map(({ product_id, quantity, cost_minor, charges_minor }) => ({
      product_id,
      warehouse_id,
      quantity,
      cost_minor: cost_minor + charges_minor,
    })),
  })
  for (const { product_id, lots } of goods) {
    for (const { code, expires_on, quantity } of lots) {
      await intoLot(tx, { product_id, warehouse_id, code, quantity, ...(expires_on ? { expires_on } : {}) }, cause)
    }
  }
  for (const [bin_id, products] of byBin(goods)) await putInBin(tx, bin_id, products)
}

function byBin(lines: readonly CameLine[]): Map<string, string[]> {
  const bins = new Map<string, string[]>()
  for (const { bin_id, product_id } of lines) {
    if (bin_id !== undefined) bins.set(bin_id, [...(bins.get(bin_id) ?? []), product_id])
  }
  return new Map([...bins].sort(([a], [b]) => a.localeCompare(b)))
}

/** The catalogue's reference cost and the supplier's offer follow what was really asked. */
async function learnCosts(tx: Tx, supplier_id: string, lines: readonly CameLine[]): Promise<void> {
  const priced = lines.filter(({ is_new_price }) => is_new_price)
  if (priced.length === 0) return
  const offers = await lockOffers(
    tx,
    supplier_id,
    priced.map(({ product_id }) => product_id),
  )
  const offerOf = new Map(offers.map((offer) => [offer.product_id, offer]))
  const dearer = priced.flatMap(({ product_id, pack_size, pack_cost_minor }) => {
    const offer = offerOf.get(product_id)
    const isKnown = !offer || (offer.pack_size === pack_size && offer.pack_cost_minor === pack_cost_minor)
    return isKnown ? [] : [{ id: offer.id, pack_size, pack_cost_minor }]
  })
  await repriceOffers(tx, dearer, 'receipt')
  await changeCosts(
    tx,
    priced.map((line) => ({ product_id: line.product_id, cost_minor: unitCostOf(line) })),
  )
}

async function moveOrder(tx: Tx, order: PurchaseRow, came: readonly CameLine[], input: ReceiveGoods): Promise<void> {
  await addReceived(
    tx,
    came.flatMap(({ purchase_line_id, quantity }) => (purchase_line_id ? [{ id: purchase_line_id, quantity }] : [])),
  )
  const lines = await purchaseLinesOf(tx, order.id)
  const isComplete = lines.every(({ quantity, received_quantity }) => received_quantity >= quantity)
  if (isComplete || input.close_order) return endPurchase(tx, order, null)
  await updatePurchase(tx, order.id, { status: 'partially_received' })
  await tellIncoming(tx, order)
  const states = { before: { status: order.status }, after: { status: 'partially_received' } }
  await tellPurchase(tx, order, 'partially_received', { action: 'purchase_order.partially_received', ...states })
}

import { createHash } from 'node:crypto'
import { amountSaid, businessOf } from '#company'
import { writeTimeline } from '#contacts'
import { documentKindFor, type IssuedDocument, issueDocument, type TakenPayments, takePayments } from '#money'
import { can } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { lockLevels, releaseReservations, type StockLine, takeOut } from '#stock'
import { costsByLine, sumCosts } from '../costs.ts'
import { documentOf } from '../document.ts'
import { customerOf, totalsOf } from '../draft.ts'
import { cartEnded, saleCreated } from '../events.ts'
import { assertApproved, type PricedItems, priceItems } from '../items.ts'
import { type Place, placeOf } from '../place.ts'
import { cartById } from '../queries-carts.ts'
import { saleById } from '../queries-sales.ts'
import { newReceiptToken } from '../receipt-token.ts'
import { claimSale, endCart, insertLines, insertOrder } from '../records.ts'
import { refuseCart, refuseSale } from '../refusals.ts'
import type { CustomerOut } from '../wire.ts'
import type { NewSale, SaleOut } from '../wire-counter.ts'

/**
 * The counter sale, whole, in one transaction: price, goods out, money in, document number, facts and audit. However
 * often one id is sent there is one sale, and each sender hears the same answer.
 *
 * Locks, in the order every writer keeps: sale id → stock → till session → customer account → number (last).
 */
export async function sell(ctx: Ctx, input: NewSale): Promise<SaleOut> {
  return transact(ctx, async (tx) => {
    const fingerprint = fingerprintOf(input)
    const id = input.id ?? newId()
    if (input.id !== undefined && (await isReplay(tx, id, fingerprint))) return saleById(tx, id)
    const place = await placeOf(tx, input)
    const customer = await customerOf(tx, input.customer_id)
    const document_kind = await documentKindFor(tx, input.document_kind, customer)
    const priced = await priceItems(tx, input.items, input)
    const { approval_token } = input
    const authorised_by = await assertApproved(tx, priced.needs_approval, { id, approval_token })
    if (input.held_cart_id !== undefined) await consumeCart(tx, input.held_cart_id, goodsOf(priced, place))
    const costs = await takeGoods(tx, id, place, priced)
    const taken = await takeMoney(tx, id, place, customer, priced, input)
    const sold = { id, place, customer, document_kind, priced, costs, taken, authorised_by }
    await writeSale(tx, sold, input, fingerprint)
    return saleById(tx, id)
  })
}

/** What was asked, without what differs between two attempts at the same sale. */
function fingerprintOf({ approval_token: _token, ...asked }: NewSale): Buffer {
  return createHash('sha256').update(JSON.stringify(asked)).digest()
}

async function isReplay(tx: Tx, id: string, fingerprint: Buffer): Promise<boolean> {
  const known = await claimSale(tx, id)
  if (known === null) return false
  if (!known.equals(fingerprint)) throw refuseSale.idTaken({ id })
  return true
}

async function consumeCart(tx: Tx, id: string, goods: readonly StockLine[]): Promise<void> {
  await cartById(tx, id)
  const cart = await endCart(tx, id, 'sold')
  if (!cart) throw refuseCart.gone({ id })
  const owner = { kind: 'cart', id } as const
  if (cart.is_reserved) {
    await lockLevels(tx, owner, goods)
    await releaseReservations(tx, { owner, reason: 'sold' })
  }
  const { store_id, warehouse_id } = cart
  await tx.emit(cartEnded({ held_cart_id: id, store_id, warehouse_id, ended_as: 'sold' }))
}

function goodsOf({ lines }: PricedItems, { warehouse_id }: Place): StockLine[] {
  return lines
    .filter(({ tracks_stock }) => tracks_stock)
    .map(({ product_id, quantity }) => ({ product_id, warehouse_id, quantity }))
}

async function takeGoods(tx: Tx, id: string, place: Place, priced: PricedItems) {
  const { sell_short } = await businessOf(tx)
  const moved = await takeOut(tx, {
    lines: goodsOf(priced, place),
    cause: { kind: 'sale', id },
    kind: 'sale',
    sell_short: sell_short === 'allowed' && can(tx.actor, 'stock.sell_short'),
  })
  return costsByLine(priced.lines, moved)
}

async function takeMoney(
  tx: Tx,
  id: string,
  { store_id }: Place,
  customer: CustomerOut | null,
  { totals }: PricedItems,
  { payments, till_session_id }: NewSale,
): Promise<TakenPayments> {
  const document = { kind: 'sale', id, total: totals.total, party_id: customer?.id ?? null, store_id } as const
  const taken = await takePayments(tx, {
    document: { ...document, is_new: true },
    payments,
    till_session_id,
    gives_change: true,
  })
  const { due_minor } = taken
  if (due_minor > 0) {
    throw refuseSale.underpaid({ due_minor, total: totals.total, due_text: await amountSaid(tx, due_minor) })
  }
  return taken
}

interface Sold {
  readonly id: string
  readonly place: Place
  readonly customer: CustomerOut | null
  readonly document_kind: string
  readonly priced: PricedItems
  readonly costs: readonly { id: string; cost_minor: number }[]
  readonly taken: TakenPayments
  readonly authorised_by: string | null
}

async function writeSale(tx: Tx, sold: Sold, input: NewSale, fingerprint: Buffer): Promise<void> {
  const { id, place, customer, document_kind, priced, costs } = sold
  const frozen = { id, document_kind, ...place, customer, ...totalsOf(priced) }
  const issued = await issueDocument(tx, documentOf(frozen, priced.lines, 'sale'))
  const number = await insertOrder(tx, await orderRow(tx, sold, input, fingerprint, issued))
  const costOf = new Map(costs.map((cost) => [cost.id, cost.cost_minor]))
  await insertLines(
    tx,
    id,
    priced.lines.map((line) => ({ ...line, cost_minor: costOf.get(line.id) ?? 0 })),
  )
  await tell(tx, sold, number, issued)
}

async function orderRow(
  tx: Tx,
  { id, place, customer, document_kind, priced, costs, taken }: Sold,
  input: NewSale,
  fingerprint: Buffer,
  issued: IssuedDocument,
) {
  const { time_zone } = await businessOf(tx)
  const now = tx.now()
  return {
    id,
    status: 'completed',
    ...place,
    till_session_id: taken.till_session_id,
    customer_id: customer?.id ?? null,
    customer: customer && JSON.stringify(customer),
    customer_name: customer?.name ?? null,
    channel: 'in_store',
    fulfilment: 'takeaway',
    document_kind,
    document_label: issued.label,
    notes: input.notes ?? null,
    discount_basis_points: input.discount_basis_points ?? null,
    ...totalsOf(priced),
    cost_minor: sumCosts(costs),
    lines: priced.lines.length,
    units: priced.totals.units,
    receipt_token: newReceiptToken(),
    fingerprint,
    day: dayIn(time_zone, now),
    created_at: now,
    created_by: tx.actor.id,
    created_by_name: tx.actor.name,
    confirmed_at: now,
    confirmed_by: tx.actor.id,
    handed_over_at: now,
    handed_over_by: tx.actor.id,
    completed_at: now,
  }
}

async function tell(
  tx: Tx,
  { id, place, customer, priced, taken, authorised_by }: Sold,
  number: number,
  issued: IssuedDocument,
) {
  const { total } = priced.totals
  const customer_id = customer?.id ?? null
  const document_label = issued.label
  if (customer_id !== null) {
    const note = { party_id: customer_id, kind: 'order', thing_id: id, label: document_label, amount_minor: total }
    await writeTimeline(tx, note)
  }
  await tx.emit(
    saleCreated({ order_id: id, number, status: 'completed', ...place, customer_id, total, document_label }),
  )
  tx.audit({
    action: 'sale.created',
    thing: 'order',
    thing_id: id,
    label: document_label,
    store_id: place.store_id,
    authorised_by,
    after: {
      total,
      discount_minor: priced.totals.discount_minor,
      lines: priced.lines.map(({ sku, quantity, unit_price, total }) => ({ sku, quantity, unit_price, total })),
      payments: taken.entries.map(({ kind, method, amount }) => ({ kind, method, amount })),
      change: taken.change_minor,
    },
  })
}

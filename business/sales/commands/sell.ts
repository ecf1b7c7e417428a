import { amountSaid, businessOf } from '#company'
import { writeTimeline } from '#contacts'
import { documentKindFor, type IssuedDocument, issueDocument, type TakenPayments, takePayments } from '#money'
import { can } from '#platform/actor'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { lockLevels, releaseReservations, type StockLine, takeOut } from '#stock'
import { costsByLine } from '../costs.ts'
import { documentOf } from '../document.ts'
import { customerOf, totalsOf } from '../draft.ts'
import { cartEnded } from '../events.ts'
import { assertApproved, type PricedItems, priceItems } from '../items.ts'
import { type Place, placeOf } from '../place.ts'
import { cartById } from '../queries-carts.ts'
import { saleById } from '../queries-sales.ts'
import { claimSale, endCart, insertLines, insertOrder } from '../records.ts'
import { refuseCart, refuseSale } from '../refusals.ts'
import { fingerprintOf, type Sold, saleAudit, saleFact, saleRow, timelineNote } from '../sale.ts'
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

async function writeSale(tx: Tx, sold: Sold, input: NewSale, fingerprint: Buffer): Promise<void> {
  const { id, place, customer, document_kind, priced, costs } = sold
  const frozen = { id, document_kind, ...place, customer, ...totalsOf(priced) }
  const issued = await issueDocument(tx, documentOf(frozen, priced.lines, 'sale'))
  const number = await insertOrder(tx, await saleRow(tx, sold, input, fingerprint, issued.label))
  const costOf = new Map(costs.map((cost) => [cost.id, cost.cost_minor]))
  await insertLines(
    tx,
    id,
    priced.lines.map((line) => ({ ...line, cost_minor: costOf.get(line.id) ?? 0 })),
  )
  await tell(tx, sold, number, issued)
}

async function tell(tx: Tx, sold: Sold, number: number, issued: IssuedDocument) {
  const { label } = issued
  const note = timelineNote(sold, label)
  if (note) await writeTimeline(tx, note)
  await tx.emit(saleFact(sold, number, label))
  tx.audit({ ...saleAudit(sold), label })
}

import { businessOf } from '#company'
import { documentKindFor, openBalance } from '#money'
import { dayIn } from '#platform/clock'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { announce } from '../announce.ts'
import { customerOf, totalsOf } from '../draft.ts'
import { orderCreated } from '../events.ts'
import { assertApproved, type PricedItems, priceItems } from '../items.ts'
import { type Place, placeOf } from '../place.ts'
import type { Discount } from '../pricing.ts'
import { newReceiptToken } from '../receipt-token.ts'
import { insertLines, insertOrder } from '../records.ts'
import type { CustomerOut, NewOrder } from '../wire.ts'

/** Prices an order and records it as a draft. Gives its id. */
export async function createOrder(ctx: Ctx, input: NewOrder): Promise<string> {
  return transact(ctx, async (tx) => {
    const id = input.id ?? newId()
    const place = await placeOf(tx, input)
    const customer = await customerOf(tx, input.customer_id)
    const priced = await priceItems(tx, input.items, input)
    const { approval_token } = input
    const authorised_by = await assertApproved(tx, priced.needs_approval, { id, approval_token })
    const document_kind = await documentKindFor(tx, input.document_kind, customer)
    const { channel, fulfilment, notes = null, delivery_address = null } = input
    const terms = { channel, fulfilment, notes, delivery_address, document_kind }
    await writeDraft(tx, { id, place, customer, priced, discount: input, terms, authorised_by })
    return id
  })
}

export interface NewDraft {
  readonly id: string
  readonly place: Place
  readonly customer: CustomerOut | null
  readonly priced: PricedItems
  readonly discount: Discount
  readonly terms: {
    readonly channel: string
    readonly fulfilment: string
    readonly notes: string | null
    readonly delivery_address: string | null
    readonly document_kind: string
    readonly quote_id?: string
  }
  readonly authorised_by: string | null
}

/** Writes a draft with its lines and what it owes. */
export async function writeDraft(tx: Tx, draft: NewDraft): Promise<void> {
  const { id, place, customer, priced, discount, terms, authorised_by } = draft
  const { time_zone } = await businessOf(tx)
  const now = tx.now()
  const totals = totalsOf(priced)
  const customer_id = customer?.id ?? null
  const number = await insertOrder(tx, {
    id,
    status: 'draft',
    ...place,
    customer_id,
    customer: customer && JSON.stringify(customer),
    customer_name: customer?.name ?? null,
    ...terms,
    discount_basis_points: discount.discount_basis_points ?? null,
    ...totals,
    lines: priced.lines.length,
    units: priced.totals.units,
    receipt_token: newReceiptToken(),
    day: dayIn(time_zone, now),
    created_at: now,
    created_by: tx.actor.id,
    created_by_name: tx.actor.name,
  })
  await insertLines(tx, id, priced.lines)
  const { total } = totals
  await openBalance(tx, { id, total, store_id: place.store_id, party_id: customer_id })
  const { fulfilment } = terms
  const order = { id, number, status: 'draft', fulfilment, ...place, customer_id, total }
  await announce(tx, orderCreated, order, { after: { ...summaryOf(draft), total }, authorised_by })
}

const summaryOf = ({ customer, priced, terms }: NewDraft) => ({
  customer: customer?.name ?? null,
  lines: priced.lines.map(({ sku, quantity, unit_price, total }) => ({ sku, quantity, unit_price, total })),
  discount_minor: priced.totals.discount_minor,
  fulfilment: terms.fulfilment,
})

import { createHash } from 'node:crypto'
import { businessOf } from '#company'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { sumCosts } from './costs.ts'
import { totalsOf } from './draft.ts'
import { saleCreated } from './events.ts'
import type { PricedItems } from './items.ts'
import type { Place } from './place.ts'
import { newReceiptToken } from './receipt-token.ts'
import type { CustomerOut } from './wire.ts'
import type { NewSale } from './wire-counter.ts'

/** A counter sale, decided: what it writes and tells is the same whether it goes one by one or together with others. */
export interface Sold {
  readonly id: string
  readonly place: Place
  readonly customer: CustomerOut | null
  readonly document_kind: string
  readonly priced: PricedItems
  readonly costs: readonly { id: string; cost_minor: number }[]
  readonly taken: {
    readonly till_session_id: string | null
    readonly change_minor: number
    readonly entries: readonly { kind: string; method?: string | null | undefined; amount: number }[]
  }
  readonly authorised_by: string | null
}

/** What was asked, without what differs between two attempts at the same sale. */
export function fingerprintOf({ approval_token: _token, ...asked }: NewSale): Buffer {
  return createHash('sha256').update(JSON.stringify(asked)).digest()
}

export async function saleRow(
  ctx: Ctx,
  { id, place, customer, document_kind, priced, costs, taken }: Sold,
  input: NewSale,
  fingerprint: Buffer,
  document_label: string,
) {
  const { time_zone } = await businessOf(ctx)
  const now = ctx.now()
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
    document_label,
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
    created_by: ctx.actor.id,
    created_by_name: ctx.actor.name,
    confirmed_at: now,
    confirmed_by: ctx.actor.id,
    handed_over_at: now,
    handed_over_by: ctx.actor.id,
    completed_at: now,
  }
}

/** For the customer's history; none for a walk-in. */
export function timelineNote({ id, customer, priced }: Sold, label: string) {
  const party_id = customer?.id ?? null
  return party_id === null ? null : { party_id, kind: 'order', thing_id: id, label, amount_minor: priced.totals.total }
}

export function saleFact({ id, place, customer, priced }: Sold, number: number, document_label: string) {
  const customer_id = customer?.id ?? null
  const { total } = priced.totals
  const done = { status: 'completed', fulfilment: 'takeaway' }
  return saleCreated({ order_id: id, number, ...done, ...place, customer_id, total, document_label })
}

export function saleAudit({ id, place, priced, taken, authorised_by }: Sold) {
  return {
    action: 'sale.created',
    thing: 'order',
    thing_id: id,
    store_id: place.store_id,
    authorised_by,
    after: {
      total: priced.totals.total,
      discount_minor: priced.totals.discount_minor,
      lines: priced.lines.map(({ sku, quantity, unit_price, total }) => ({ sku, quantity, unit_price, total })),
      payments: taken.entries.map(({ kind, method, amount }) => ({ kind, method, amount })),
      change: taken.change_minor,
    },
  }
}

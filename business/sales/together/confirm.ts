import { sql } from 'kysely'
import { type Sellable, sellablesNamed } from '#catalog'
import { businessOf } from '#company'
import {
  type BalanceFigures,
  documentKindFor,
  dueOf,
  paymentStatusOf,
  planTaking,
  type SeenPayments,
  seePayments,
  type Taking,
  takenOf,
} from '#money'
import { can, seesStore, seesWarehouse } from '#platform/actor'
import { dayIn } from '#platform/clock'
import type { Ctx } from '#platform/context'
import { gather } from '#platform/database/gather'
import type { Claim, LaneCommand, Stored, Verb } from '#platform/database/lane/command'
import { groupBy } from '#platform/group-by'
import { etagOf } from '#platform/http/etag'
import { serveTogether } from '#platform/http/together'
import { newId } from '#platform/ids'
import { addQuantities } from '#platform/quantity'
import { refusalOfShort } from '#stock'
import { auditOfOrder, factOfOrder } from '../announce.ts'
import { customerOf, discountOf, totalsOf, wantedFrom } from '../draft.ts'
import { orderConfirmed } from '../events.ts'
import { type DraftLine, type PricedItems, priceItems } from '../items.ts'
import { orderOut } from '../queries.ts'
import type { LineRow, OrderRow } from '../records.ts'
import { type CustomerOut, OrderStatus } from '../wire.ts'
import type { ConfirmOrder } from '../wire-counter.ts'

const verb: Verb = {
  calls: 'sales.confirm_many',
  takes: [
    'commands',
    'answers',
    'orders',
    'lines',
    'reservations',
    'balances',
    'payments',
    'sessions',
    'entries',
    'facts',
    'audits',
    'notes',
    'echo',
  ],
  writes: ['stock.changed', 'stock.low'],
}

/**
 * An order confirmed, and paid where payments come with it, together with the others that wait; null when it must go one by
 * one (`commands/confirm-order.ts`).
 */
export async function confirmTogether(
  ctx: Ctx,
  id: string,
  paid: ConfirmOrder,
  claim: Claim | null,
): Promise<Stored | null> {
  if (paid.payments.length > 0 && !can(ctx.actor, 'payments.take')) return null
  return serveTogether(ctx, { verb, claim, plan: () => planConfirmation(ctx, id, paid, claim) })
}

/** The common order: a draft with lines, to be fetched or delivered. The verb checks that it is still what was seen. */
async function planConfirmation(
  ctx: Ctx,
  id: string,
  { payments, till_session_id }: ConfirmOrder,
  claim: Claim | null,
): Promise<LaneCommand | null> {
  const [seen, lines = [], products = nothing, paid] = await Promise.all([
    ordersSeen(ctx, [id]).then((found) => found.get(id)),
    linesSeen(ctx, [id]).then((found) => found.get(id)),
    productsSeen(ctx, [id]).then((found) => found.get(id)),
    payments.length > 0 ? seePayments(ctx, payments, till_session_id) : unpaid,
  ])
  if (!seen || !paid || !seesStore(ctx.actor, seen.store_id) || !seesWarehouse(ctx.actor, seen.warehouse_id))
    return null
  if (seen.status !== 'draft' || seen.fulfilment === 'takeaway' || lines.length === 0) return null
  const order = { ...seen, status: OrderStatus.parse(seen.status) }
  const [customer, priced] = await Promise.all([
    customerOf(ctx, order.customer_id),
    priceItems(ctx, lines.map(wantedFrom), discountOf(order), products),
  ])
  const document_kind = await documentKindFor(ctx, order.document_kind, customer)
  const taking = paid.payments.length === 0 ? null : await planMoney(ctx, order, { customer, priced, paid })
  if (taking === undefined) return null
  return commandOf(ctx, { order, lines, customer, priced, document_kind, taking, claim })
}

const unpaid: SeenPayments = { payments: [], till_session_id: undefined, session: null }

/** The payments of the order as it will ask for them; undefined when they must go one by one. */
async function planMoney(
  ctx: Ctx,
  order: SeenOrder,
  { customer, priced, paid }: Pick<Planned, 'customer' | 'priced'> & { paid: SeenPayments },
): Promise<Taking | undefined> {
  const balance = { ...order, total: totalsOf(priced).total }
  const { id, store_id, asked_minor: seen_total } = order
  const document = { kind: 'order', id, store_id, party_id: customer?.id ?? null, balance, seen_total } as const
  return (await planTaking(ctx, document, paid)) ?? undefined
}

type SeenOrder = OrderRow & Omit<BalanceFigures, 'total'> & { asked_minor: number; party_id: string | null }

/** Orders with what they owe. */
const ordersSeen = gather<Omit<SeenOrder, 'status'> & { status: string }>(async ({ db }, ids) => {
  const rows = await db
    .selectFrom('sales.order as o')
    .innerJoin('money.balance as b', 'b.document_id', 'o.id')
    .selectAll('o')
    .select([
      'b.total as asked_minor',
      'b.paid_minor',
      'b.refunded_minor',
      'b.credited_minor',
      'b.is_open',
      'b.party_id',
    ])
    .where('o.id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
})

const linesSeen = gather<readonly LineRow[]>(async ({ db }, order_ids) => {
  const rows = await db
    .selectFrom('sales.line')
    .selectAll()
    .where('order_id', '=', sql<string>`any(${order_ids}::uuid[])`)
    .orderBy('order_id')
    .orderBy('position')
    .execute()
  return groupBy(rows, ({ order_id }) => order_id)
})

/** The products on orders' lines, as they are sold now. */
const productsSeen = gather<ReadonlyMap<string, Sellable>>(async ({ db }, order_ids) => {
  const named = db
    .selectFrom('sales.line')
    .select(['order_id', 'product_id'])
    .where('order_id', '=', sql<string>`any(${order_ids}::uuid[])`)
  const rows = await sellablesNamed(db, named)
  return new Map(
    [...groupBy(rows, ({ order_id }) => order_id)].map(([order_id, found]) => [
      order_id,
      new Map(found.map((row) => [row.id, row])),
    ]),
  )
})
const nothing: ReadonlyMap<string, Sellable> = new Map()

interface Planned {
  readonly order: SeenOrder
  readonly lines: readonly LineRow[]
  readonly customer: CustomerOut | null
  readonly priced: PricedItems
  readonly document_kind: string
  /** What its payments write; null when none come with it. */
  readonly taking: Taking | null
  readonly claim: Claim | null
}

async function commandOf(ctx: Ctx, planned: Planned): Promise<LaneCommand> {
  const { order, lines, customer, priced, document_kind, taking, claim } = planned
  const { id, version } = order
  const { time_zone } = await businessOf(ctx)
  const totals = totalsOf(priced)
  const customer_id = customer?.id ?? null
  const now = ctx.now()
  const day = dayIn(time_zone, now)
  const who = { customer_id, customer, customer_name: customer?.name ?? null, document_kind }
  const confirmed = { ...order, ...who, ...totals, status: 'confirmed', day } as const
  const isSameDebt = order.asked_minor === totals.total && order.party_id === customer_id
  const paid_minor = taking?.balance.paid_minor ?? order.paid_minor
  const then = { ...confirmed, paid_minor, confirmed_at: now.toISOString(), version: version + 1 }
  const body = await answerOf(ctx, then, priced)
  const answer = taking ? { ...body, payments: taking.charges.map(takenOf) } : body
  const facts = [factOfOrder(orderConfirmed, confirmed), ...(taking?.facts ?? [])]
  const before = { status: 'draft', total: order.total }
  const after = { status: 'confirmed', total: totals.total }
  const note = { party_id: customer_id, kind: 'order', thing_id: id, label: String(order.number) }
  return {
    ctx,
    verb,
    claim,
    things: taking ? [`order ${id}`, `balance ${id}`] : [`order ${id}`],
    rows: {
      commands: [{ cause_id: id }],
      orders: [{ id, version, ...who, ...totals, confirmed_at: now, confirmed_by: ctx.actor.id, day }],
      lines: areSame(lines, priced.lines) ? [] : priced.lines.map((line) => ({ ...line, order_id: id })),
      reservations: reservationsOf(priced.lines, order.warehouse_id),
      balances: isSameDebt ? [] : [{ document_id: id, total: totals.total, party_id: customer_id, updated_at: now }],
      ...taking?.rows,
      facts,
      audits: [auditOfOrder(orderConfirmed, confirmed, { before, after }), ...(taking?.audits ?? [])],
      notes: customer_id === null ? [] : [{ ...note, amount_minor: totals.total, at: now }],
    },
    answer: { status: 200, headers: { etag: etagOf(body) }, body: answer },
    refuse: refusalOfShort,
    tells: () => facts,
  }
}

/** One reservation a product, however many lines name it. */
function reservationsOf(lines: readonly DraftLine[], warehouse_id: string) {
  const kept = lines.filter(({ tracks_stock }) => tracks_stock)
  return [...groupBy(kept, ({ product_id }) => product_id)].map(([product_id, group]) => ({
    id: newId(),
    product_id,
    warehouse_id,
    quantity: addQuantities(group.map(({ quantity }) => quantity)),
  }))
}

/** Whether the catalogue still says what the draft says, so that its lines need not be written again. */
function areSame(written: readonly LineRow[], priced: readonly DraftLine[]): boolean {
  return written.every((row, at) => {
    const line = priced[at]
    return line !== undefined && (Object.keys(line) as (keyof DraftLine)[]).every((name) => row[name] === line[name])
  })
}

/** The answer as `orderById` gives it after the confirmation. */
async function answerOf(ctx: Ctx, order: SeenOrder, { lines, totals }: PricedItems) {
  const { cash_rounding_minor } = await businessOf(ctx)
  const balance = { ...order, total: totals.total }
  const seesCosts = can(ctx.actor, 'costs.see')
  const row = {
    ...order,
    order_discount_basis_points: order.discount_basis_points,
    due_minor: dueOf(balance),
    payment_status: paymentStatusOf(balance),
    fulfilment_status: 'pending',
    cost_minor: seesCosts ? null : undefined,
    margin_minor: seesCosts ? null : undefined,
  }
  const items = lines.map(({ tracks_stock: _tracks, is_own_price: _own, ...line }) =>
    seesCosts ? { ...line, cost_minor: null } : line,
  )
  return orderOut(row, items, cash_rounding_minor)
}

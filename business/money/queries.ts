import { type SelectQueryBuilder, sql } from 'kysely'
import { seesStore } from '#platform/actor'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import { prepared } from '#platform/database/prepared'
import { present } from '#platform/invariant'
import type { Rows } from '../../db/rows.ts'
import { balanceOut } from './balance.ts'
import type { moneyContract } from './contract.ts'
import type { EntryRow } from './records.ts'
import { refusePayment } from './refusals.ts'
import type { EntryOut, PaymentOut, TakenOut } from './wire.ts'

type Route = typeof moneyContract

const columns = [
  'e.id',
  'e.kind',
  'e.method',
  'e.amount',
  'e.fee_minor',
  'e.tendered_minor',
  'e.change_minor',
  'e.document_kind',
  'e.document_id',
  'e.party_id as customer_id',
  'e.store_id',
  'e.till_session_id',
  'e.refund_of_id',
  'e.reference',
  'e.category',
  'e.description',
  'e.file_id',
  'e.day',
  'e.created_at',
  'e.created_by',
  'e.created_by_name',
] as const

const order_id = sql<string | null>`case when e.document_kind in ('order', 'sale') then e.document_id end`.as(
  'order_id',
)

/** Entries of the stores that the actor may see, with the fields of the wire. */
export function entryRows(ctx: Ctx) {
  const rows = ctx.db.selectFrom('money.entry as e').select(columns).select(order_id)
  const { store_ids } = ctx.actor
  return store_ids ? rows.where('e.store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`) : rows
}

type EntryQuery = SelectQueryBuilder<Rows & { e: Rows['money.entry'] }, 'e', EntryOut>

/** One place where an entry row becomes the wire's type: the kinds of the table are those of the contract. */
export const asEntries = (query: ReturnType<typeof entryRows>) => query as unknown as EntryQuery

export async function entryById(ctx: Ctx, id: string): Promise<EntryOut | undefined> {
  return asEntries(entryRows(ctx).where('e.id', '=', id).modifyEnd(prepared)).executeTakeFirst()
}

export const newestFirst = {
  sorts: {
    created_at: { by: sql`e.created_at`, cast: 'timestamptz' },
    amount: { by: sql`e.amount`, cast: 'bigint' },
  },
  sort: '-created_at',
  id: sql`e.id`,
} as const

const PAYMENTS = ['charge', 'refund', 'deposit'] as const

/** The ledger never changes: entries of records merged into this customer keep the id they were written with. */
export const isOfCustomer = (customer_id: string) => sql<boolean>`e.party_id in (
  select p.id from contacts.party p where p.id = ${customer_id}::uuid or p.merged_into_id = ${customer_id}::uuid)`

export async function listPayments(ctx: Ctx, query: QueryOf<Route['GET /api/payments']>) {
  let rows = within(entryRows(ctx), query)
  rows = query.kind ? rows.where('e.kind', '=', query.kind) : rows.where('e.kind', 'in', PAYMENTS)
  if (query.order_id) rows = rows.where('e.document_id', '=', query.order_id)
  if (query.customer_id) rows = rows.where(isOfCustomer(query.customer_id))
  if (query.method) rows = rows.where('e.method', '=', query.method)
  if (query.till_session_id) rows = rows.where('e.till_session_id', '=', query.till_session_id)
  if (query.q) rows = rows.where('e.reference', 'ilike', `%${query.q.replace(/[%_\\]/g, '\\$&')}%`)
  return pageOfQuery(asEntries(rows), query, { ...newestFirst, actor: ctx.actor })
}

export function within<Q extends ReturnType<typeof entryRows>>(
  rows: Q,
  period: { store_id?: string | undefined; from?: string | undefined; to?: string | undefined },
) {
  let wanted: ReturnType<typeof entryRows> = rows
  if (period.store_id) wanted = wanted.where('e.store_id', '=', period.store_id)
  if (period.from) wanted = wanted.where('e.day', '>=', period.from)
  if (period.to) wanted = wanted.where('e.day', '<=', period.to)
  return wanted
}

export async function listSessionEntries(
  ctx: Ctx,
  id: string,
  query: QueryOf<Route['GET /api/till-sessions/:id/entries']>,
) {
  const rows = entryRows(ctx).where('e.till_session_id', '=', id)
  const inOrder = {
    sorts: { sequence: { by: sql`e.sequence`, cast: 'bigint' } },
    sort: 'sequence',
    id: sql`e.id`,
  } as const
  return pageOfQuery(asEntries(rows), query, { ...inOrder, actor: ctx.actor })
}

/** A payment with what its document owes now, and how much of it can still be given back. */
export async function paymentById(ctx: Ctx, id: string): Promise<PaymentOut> {
  const entry = await entryById(ctx, id)
  if (!entry) throw refusePayment.notFound({ id })
  const balance = entry.document_id ? await balanceById(ctx, entry.document_id) : undefined
  const refundable_minor = entry.kind === 'charge' ? entry.amount - (await refundedOf(ctx, id)) : 0
  return { ...entry, balance: balance ? balanceOut(balance) : null, refundable_minor }
}

/** What was already given back of a payment. */
export async function refundedOf(ctx: Ctx, payment_id: string): Promise<number> {
  const row = await ctx.db
    .selectFrom('money.entry')
    .select(sql<number>`coalesce(-sum(amount), 0)::bigint`.as('refunded'))
    .where('refund_of_id', '=', payment_id)
    .modifyEnd(prepared)
    .executeTakeFirstOrThrow()
  return row.refunded
}

/** What a document owes and has been paid; undefined for one that money does not know. */
export async function balanceById(ctx: Ctx, document_id: string) {
  const row = await ctx.db
    .selectFrom('money.balance')
    .selectAll()
    .where('document_id', '=', document_id)
    .modifyEnd(prepared)
    .executeTakeFirst()
  return row && seesStore(ctx.actor, row.store_id) ? row : undefined
}

/** A payment as an act tells it that took it along. */
export function takenOf({ id, method, amount, tendered_minor, change_minor }: TakenFields): TakenOut {
  return { id, method: method ?? null, amount, tendered_minor: tendered_minor ?? null, change_minor: change_minor ?? 0 }
}
type TakenFields = Pick<EntryRow, 'id' | 'method' | 'amount' | 'tendered_minor' | 'change_minor'>

/** Payments by id, in the order in which they are asked for. */
export async function takenByIds(ctx: Ctx, ids: readonly string[]): Promise<TakenOut[]> {
  const rows = await asEntries(entryRows(ctx).where('e.id', '=', sql<string>`any(${[...ids]}::uuid[])`)).execute()
  const found = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => takenOf(present(found.get(id), 'a payment just taken is there')))
}

/** The payments, refunds and rounding of a document, in their order. */
export async function entriesOfDocument(ctx: Ctx, document_id: string): Promise<EntryOut[]> {
  return asEntries(entryRows(ctx).where('e.document_id', '=', document_id))
    .orderBy('e.sequence')
    .modifyEnd(prepared)
    .execute()
}

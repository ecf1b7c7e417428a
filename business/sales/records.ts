/** The only writer of sales' tables. */

import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import { lockBalance } from '#money'
import { seesStore, seesWarehouse } from '#platform/actor'
import type { Tx } from '#platform/context'
import { translating } from '#platform/database/constraint'
import { prepared } from '#platform/database/prepared'
import { invariant } from '#platform/invariant'
import type { Rows } from '../../db/rows.ts'
import type { DraftLine } from './items.ts'
import { refuseCart, refuseOrder, refuseQuote } from './refusals.ts'
import { OrderStatus } from './wire.ts'

export type OrderRow = Omit<Selectable<Rows['sales.order']>, 'status'> & { status: OrderStatus }
export type NewOrderRow = Insertable<Rows['sales.order']>
export type LineRow = Selectable<Rows['sales.line']>
export type QuoteRow = Selectable<Rows['sales.quote']>

const nextVersion = sql<number>`version + 1`

// ── orders ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Writes an order and gives its number. */
export async function insertOrder(tx: Tx, row: NewOrderRow): Promise<number> {
  const { number } = await translating({ order_pkey: () => refuseOrder.idTaken() }, () =>
    tx.db.insertInto('sales.order').values(row).returning('number').executeTakeFirstOrThrow(),
  )
  return number
}

export async function insertLines(
  tx: Tx,
  order_id: string,
  lines: readonly (DraftLine & { cost_minor?: number | null })[],
): Promise<void> {
  if (lines.length === 0) return
  const rows = lines.map((line) => ({ ...line, order_id }))
  await tx.db.insertInto('sales.line').values(rows).execute()
}

/** A draft's lines are rewritten together, so that its totals never disagree with them. */
export async function replaceLines(tx: Tx, order_id: string, lines: readonly DraftLine[]): Promise<void> {
  await tx.db.deleteFrom('sales.line').where('order_id', '=', order_id).execute()
  await insertLines(tx, order_id, lines)
}

/**
 * The order and what it owes, locked: the balance first, as a payment does, so that paying, handing over and cancelling
 * queue instead of dead-locking. What the actor may not see does not exist for them.
 */
export async function lockOrder(tx: Tx, id: string) {
  const balance = await lockBalance(tx, id)
  const row = await tx.db
    .selectFrom('sales.order')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .modifyEnd(prepared)
    .executeTakeFirst()
  if (!row || !seesStore(tx.actor, row.store_id) || !seesWarehouse(tx.actor, row.warehouse_id)) {
    throw refuseOrder.notFound({ id })
  }
  invariant(balance, 'every order has a balance')
  return { order: { ...row, status: OrderStatus.parse(row.status) } satisfies OrderRow, balance }
}

export async function linesOf(tx: Tx, order_id: string): Promise<LineRow[]> {
  return tx.db
    .selectFrom('sales.line')
    .selectAll()
    .where('order_id', '=', order_id)
    .orderBy('position')
    .modifyEnd(prepared)
    .execute()
}

export async function updateOrder(tx: Tx, id: string, change: Updateable<Rows['sales.order']>): Promise<void> {
  await tx.db
    .updateTable('sales.order')
    .set({ ...change, version: nextVersion })
    .where('id', '=', id)
    .execute()
}

/** What the goods cost when they left, line by line. */
export async function setCosts(tx: Tx, costs: readonly { id: string; cost_minor: number }[]): Promise<void> {
  if (costs.length === 0) return
  await sql`
    update sales.line l set cost_minor = given.cost_minor
    from unnest(${costs.map(({ id }) => id)}::uuid[], ${costs.map(({ cost_minor }) => cost_minor)}::bigint[])
      as given (id, cost_minor)
    where l.id = given.id`.execute(tx.db)
}

/** Takes the id of a counter sale for this transaction; gives the fingerprint of the sale that already has it. */
export async function claimSale(tx: Tx, id: string): Promise<Buffer | null> {
  const { rows } = await sql<{ fingerprint: Buffer | null }>`
    select sales.claim(${id}::uuid) as fingerprint ${prepared}`.execute(tx.db)
  return rows[0]?.fingerprint ?? null
}

/** Orders, quotes and carts of a duplicate follow the record that stays; what they froze of the customer stays frozen. */
export async function moveCustomer(tx: Tx, from_id: string, into_id: string): Promise<void> {
  const to = { customer_id: into_id, version: nextVersion }
  await tx.db.updateTable('sales.order').set(to).where('customer_id', '=', from_id).execute()
  await tx.db.updateTable('sales.quote').set(to).where('customer_id', '=', from_id).execute()
  await tx.db
    .updateTable('sales.held_cart')
    .set({ customer_id: into_id })
    .where('customer_id', '=', from_id)
    .where('ended_at', 'is', null)
    .execute()
}

// ── held carts ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertCart(tx: Tx, row: Insertable<Rows['sales.held_cart']>): Promise<void> {
  await translating({ held_cart_pkey: () => refuseCart.idTaken() }, () =>
    tx.db.insertInto('sales.held_cart').values(row).execute(),
  )
}

/** Ends a cart on hold: of two tills that ask at once, one gets it. */
export async function endCart(
  tx: Tx,
  id: string,
  ended_as: 'recalled' | 'sold' | 'discarded',
): Promise<Selectable<Rows['sales.held_cart']> | undefined> {
  return tx.db
    .updateTable('sales.held_cart')
    .set({ ended_as, ended_at: tx.now(), ended_by: tx.actor.id })
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .returningAll()
    .executeTakeFirst()
}

// ── quotes ────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertQuote(tx: Tx, row: Insertable<Rows['sales.quote']>): Promise<number> {
  const { number } = await translating({ quote_pkey: () => refuseQuote.idTaken() }, () =>
    tx.db.insertInto('sales.quote').values(row).returning('number').executeTakeFirstOrThrow(),
  )
  return number
}

export async function replaceQuoteLines(tx: Tx, quote_id: string, lines: readonly DraftLine[]): Promise<void> {
  await tx.db.deleteFrom('sales.quote_line').where('quote_id', '=', quote_id).execute()
  const rows = lines.map(({ tracks_stock: _tracks, is_own_price: _own, ...line }) => ({ ...line, quote_id }))
  await tx.db.insertInto('sales.quote_line').values(rows).execute()
}

export async function quoteLinesOf(tx: Tx, quote_id: string) {
  return tx.db.selectFrom('sales.quote_line').selectAll().where('quote_id', '=', quote_id).orderBy('position').execute()
}

export async function lockQuote(tx: Tx, id: string): Promise<QuoteRow> {
  const row = await tx.db.selectFrom('sales.quote').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!row || !seesStore(tx.actor, row.store_id)) throw refuseQuote.notFound({ id })
  return row
}

export async function updateQuote(tx: Tx, id: string, change: Updateable<Rows['sales.quote']>): Promise<void> {
  await tx.db
    .updateTable('sales.quote')
    .set({ ...change, version: nextVersion })
    .where('id', '=', id)
    .execute()
}

/** Marks at most `quotes_max` sent quotes whose last day is over; gives how many. */
export async function expireQuotes(tx: Tx, today: string, quotes_max: number): Promise<number> {
  const result = await tx.db
    .updateTable('sales.quote')
    .set({ status: 'expired', decided_at: tx.now(), version: nextVersion })
    .where('id', 'in', (q) =>
      q
        .selectFrom('sales.quote')
        .select('id')
        .where('status', '=', 'sent')
        .where('valid_until', '<', today)
        .orderBy('valid_until')
        .limit(quotes_max),
    )
    .executeTakeFirst()
  return Number(result.numUpdatedRows)
}

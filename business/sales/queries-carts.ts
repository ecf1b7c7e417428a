import { type Selectable, sql } from 'kysely'
import type { Ctx } from '#platform/context'
import type { QueryOf } from '#platform/contract'
import { pageOfQuery } from '#platform/database/page'
import type { Rows } from '../../db/rows.ts'
import type { salesContract } from './contract.ts'
import { refuseCart } from './refusals.ts'
import { Items } from './wire.ts'
import type { HeldCartOut } from './wire-counter.ts'

type Query = QueryOf<(typeof salesContract)['GET /api/held-carts']>

function cartRows(ctx: Ctx) {
  const rows = ctx.db.selectFrom('sales.held_cart as c').selectAll()
  const { store_ids } = ctx.actor
  return store_ids ? rows.where('c.store_id', '=', sql<string>`any(${[...store_ids]}::uuid[])`) : rows
}

export function cartOut({ items, ...row }: Selectable<Rows['sales.held_cart']>): HeldCartOut {
  return { ...row, items: Items.parse(items) }
}

/** Carts that wait, oldest first. */
export async function listCarts(ctx: Ctx, query: Query) {
  let rows = cartRows(ctx).where('c.ended_at', 'is', null)
  if (query.store_id) rows = rows.where('c.store_id', '=', query.store_id)
  const page = await pageOfQuery(rows, query, {
    sorts: { created_at: { by: sql`c.created_at`, cast: 'timestamptz' } },
    sort: 'created_at',
    id: sql`c.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map(cartOut) }
}

export async function cartById(ctx: Ctx, id: string): Promise<HeldCartOut> {
  const row = await cartRows(ctx).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw refuseCart.notFound({ id })
  return cartOut(row)
}

import { sql } from 'kysely'
import { can } from '#platform/actor'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import { prepared } from '#platform/database/prepared'
import type { Page } from '#platform/units'
import { type Movement, MovementKind, type MovementQuery } from '../shapes.ts'
import { hasWords, productColumn, visibleTo, warehouseColumn } from './places.ts'

/** The ledger in the order it was written. */
export async function listMovements(ctx: Ctx, query: MovementQuery): Promise<Page<Movement>> {
  const rows = ctx.db
    .selectFrom('stock.movement as m')
    .innerJoin('catalog.product as p', 'p.id', 'm.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'm.warehouse_id')
    .where(visibleTo(ctx.actor))
    .$if(query.product_id !== undefined, (q) => q.where('m.product_id', '=', query.product_id ?? ''))
    .$if(query.warehouse_id !== undefined, (q) => q.where('m.warehouse_id', '=', query.warehouse_id ?? ''))
    .$if(query.kind !== undefined, (q) => q.where('m.kind', '=', query.kind ?? ''))
    .$if(query.cause_kind !== undefined, (q) => q.where('m.cause_kind', '=', query.cause_kind ?? ''))
    .$if(query.cause_id !== undefined, (q) => q.where('m.cause_id', '=', query.cause_id ?? ''))
    .$if(query.actor_id !== undefined, (q) => q.where('m.actor_id', '=', query.actor_id ?? ''))
    .$if(query.from !== undefined, (q) => q.where('m.at', '>=', query.from ?? ''))
    .$if(query.to !== undefined, (q) => q.where('m.at', '<', query.to ?? ''))
    .$if(query.q !== undefined, (q) => q.where(hasWords(query.q ?? '')))
    .select(['m.id', 'm.at', productColumn, warehouseColumn, 'm.sequence', 'm.kind', 'm.quantity', 'm.balance_after'])
    .select(['m.cause_kind', 'm.cause_id', 'm.cause_label', 'm.reason', 'm.actor_id', 'm.actor_name'])
    .$if(can(ctx.actor, 'costs.see'), (q) => q.select('m.cost_minor'))
  const page = await pageOfQuery(rows, query, {
    sorts: { at: { by: sql`m.id`, cast: 'bigint' } },
    sort: '-at',
    id: sql`m.id`,
    actor: ctx.actor,
  })
  return { ...page, items: page.items.map((row) => ({ ...row, kind: MovementKind.parse(row.kind) })) }
}

/** Whether this document already moved goods. */
export async function isCauseKnown(ctx: Ctx, cause: { kind: string; id: string }): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('stock.movement')
    .select('id')
    .where('cause_id', '=', cause.id)
    .where('cause_kind', '=', cause.kind)
    .limit(1)
    .modifyEnd(prepared)
    .executeTakeFirst()
  return row !== undefined
}

import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page, PageQuery } from '#platform/units'
import type { Oversell } from '../shapes.ts'
import { productColumn, visibleTo, warehouseColumn } from './places.ts'

/** Open exceptions: places that may stand below zero until a receipt or a correction. */
export async function listOversells(
  ctx: Ctx,
  query: z.infer<typeof PageQuery> & { warehouse_id?: string | undefined },
): Promise<Page<Oversell>> {
  const rows = ctx.db
    .selectFrom('stock.oversell as o')
    .innerJoin('stock.level as l', 'l.oversell_id', 'o.id')
    .innerJoin('catalog.product as p', 'p.id', 'o.product_id')
    .innerJoin('company.warehouse as w', 'w.id', 'o.warehouse_id')
    .where(visibleTo(ctx.actor))
    .where('o.closed_at', 'is', null)
    .$if(query.warehouse_id !== undefined, (q) => q.where('w.id', '=', query.warehouse_id ?? ''))
    .select(['o.id', productColumn, warehouseColumn, 'l.on_hand', 'o.cause_kind', 'o.cause_id', 'o.opened_at'])
  return pageOfQuery(rows, query, {
    sorts: { opened_at: { by: sql`o.opened_at`, cast: 'timestamptz' } },
    sort: '-opened_at',
    id: sql`o.id`,
    actor: ctx.actor,
  })
}

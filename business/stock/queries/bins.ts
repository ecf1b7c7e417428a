import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import { groupBy } from '#platform/group-by'
import type { Page } from '#platform/units'
import type { Bin, BinQuery } from '../place-shapes.ts'
import { refuse } from '../refusals.ts'
import { productColumn, visibleTo, warehouseColumn } from './places.ts'

function binRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('stock.bin as b')
    .innerJoin('company.warehouse as w', 'w.id', 'b.warehouse_id')
    .where(visibleTo(ctx.actor))
    .select(['b.id', warehouseColumn, 'b.code', 'b.name', 'b.walk_order', 'b.archived_at', 'b.version'])
    .select(sql<number>`(select count(*) from stock.bin_product i where i.bin_id = b.id)`.as('products'))
}

export async function listBins(ctx: Ctx, query: BinQuery): Promise<Page<Bin>> {
  const rows = binRows(ctx)
    .where('b.archived_at', query.archived ? 'is not' : 'is', null)
    .$if(query.warehouse_id !== undefined, (q) => q.where('b.warehouse_id', '=', query.warehouse_id ?? ''))
    .$if(query.q !== undefined, (q) =>
      q.where(sql<boolean>`position(lower(${query.q}) in b.code_key || ' ' || lower(coalesce(b.name, ''))) > 0`),
    )
  return pageOfQuery(rows, query, {
    sorts: {
      walk: { by: sql`w.name || to_char(b.walk_order, 'FM0000000000')`, cast: 'text' },
      code: { by: sql`b.code_key`, cast: 'text' },
    },
    sort: 'walk',
    id: sql`b.id`,
    actor: ctx.actor,
  })
}

export async function binById(ctx: Ctx, id: string): Promise<Bin> {
  const row = await binRows(ctx).where('b.id', '=', id).executeTakeFirst()
  if (!row) throw refuse.binNotFound({ id })
  return row
}

export async function binsByIds(ctx: Ctx, ids: readonly string[]): Promise<Bin[]> {
  return binRows(ctx)
    .where(sql<boolean>`b.id = any (${[...ids]}::uuid[])`)
    .execute()
}

export async function productsInBin(ctx: Ctx, id: string) {
  await binById(ctx, id)
  const items = await ctx.db
    .selectFrom('stock.bin_product as i')
    .innerJoin('catalog.product as p', 'p.id', 'i.product_id')
    .leftJoin('stock.level as l', (join) =>
      join.onRef('l.product_id', '=', 'i.product_id').onRef('l.warehouse_id', '=', 'i.warehouse_id'),
    )
    .where('i.bin_id', '=', id)
    .orderBy('p.name_key')
    .select([productColumn, sql<number>`coalesce(l.on_hand, 0)`.as('on_hand')])
    .select(
      sql<boolean>`not exists (
      select from stock.bin_product o
      where o.product_id = i.product_id and o.warehouse_id = i.warehouse_id and o.position < i.position)`.as(
        'is_first',
      ),
    )
    .execute()
  return { items }
}

/** Where a product (its id) is picked from in a warehouse (its id): the code of its first bin, and how far the walk is. */
export const firstBin = (what: 'code' | 'walk_order', product: RawBuilder<unknown>, warehouse: RawBuilder<unknown>) =>
  sql`(
    select ${sql.ref(`b.${what}`)}
    from stock.bin_product home
    join stock.bin b on b.id = home.bin_id and b.archived_at is null
    where home.product_id = ${product} and home.warehouse_id = ${warehouse}
    order by home.position
    limit 1)`

export interface Home {
  readonly code: string
  readonly walk_order: number
}

/** Where products live in a warehouse, each with the place it is picked from first. */
export async function homesOf(
  ctx: Ctx,
  { warehouse_id, product_ids }: { warehouse_id: string; product_ids: readonly string[] },
): Promise<ReadonlyMap<string, readonly [Home, ...Home[]]>> {
  if (product_ids.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('stock.bin_product as home')
    .innerJoin('stock.bin as b', 'b.id', 'home.bin_id')
    .where('home.warehouse_id', '=', warehouse_id)
    .where('home.product_id', '=', sql<string>`any(${[...new Set(product_ids)]}::uuid[])`)
    .where('b.archived_at', 'is', null)
    .orderBy('home.position')
    .orderBy('b.walk_order')
    .select(['home.product_id', 'b.code', 'b.walk_order'])
    .execute()
  return groupBy(rows, ({ product_id }) => product_id)
}

import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import { refuseCategory } from '../refusals.ts'
import type { Category, CategoryQuery } from '../wire/category.ts'

function categoryRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('catalog.category as c')
    .select(['c.id', 'c.name', 'c.description', 'c.parent_id', 'c.version', 'c.created_at', 'c.archived_at'])
    .select(
      sql<string[]>`(
        with recursive up as (
          select c.id, c.parent_id, c.name, 0 as height
          union all
          select parent.id, parent.parent_id, parent.name, up.height + 1
          from catalog.category parent join up on parent.id = up.parent_id
        )
        select array_agg(up.name order by up.height desc) from up)`.as('path'),
    )
    .select(
      sql<number>`(select count(*) from catalog.product p where p.category_id = c.id and p.archived_at is null)`.as(
        'product_count',
      ),
    )
}

export async function listCategories(ctx: Ctx, query: CategoryQuery): Promise<Page<Category>> {
  let rows = categoryRows(ctx).where('c.archived_at', query.archived ? 'is not' : 'is', null)
  if (query.parent_id !== undefined) rows = rows.where('c.parent_id', '=', query.parent_id)
  const { q } = query
  if (q)
    rows = rows.where(
      sql<boolean>`(c.name_key like '%' || platform.fold(${q}) || '%' or c.name_key % platform.fold(${q}))`,
    )
  return pageOfQuery(rows, query, {
    sorts: {
      name: { by: sql`c.name_key`, cast: 'text' },
      created_at: { by: sql`c.created_at`, cast: 'timestamptz' },
    },
    sort: 'name',
    id: sql`c.id`,
    actor: ctx.actor,
  })
}

export async function categoryById(ctx: Ctx, id: string): Promise<Category> {
  const row = await categoryRows(ctx).where('c.id', '=', id).executeTakeFirst()
  if (!row) throw refuseCategory.notFound({ id })
  return row
}

/** Ids from a category up to the root, itself first; and how many levels lie below it. */
export async function placeOf(ctx: Ctx, id: string): Promise<{ above: string[]; levels_below: number }> {
  const { rows } = await sql<{ above: string[]; levels_below: number }>`
    with recursive up as (
      select id, parent_id, 0 as height from catalog.category where id = ${id}
      union all
      select c.id, c.parent_id, up.height + 1 from catalog.category c join up on c.id = up.parent_id
    ),
    down as (
      select id, 0 as depth from catalog.category where id = ${id}
      union all
      select c.id, down.depth + 1 from catalog.category c join down on c.parent_id = down.id
    )
    select array(select id::text from up order by height) as above, (select max(depth) from down) as levels_below`.execute(
    ctx.db,
  )
  return rows[0] ?? { above: [], levels_below: 0 }
}

/** What would be left without a place if the category were archived. */
export async function contentsOf(ctx: Ctx, id: string): Promise<{ products: number; categories: number }> {
  const { rows } = await sql<{ products: number; categories: number }>`
    select (select count(*) from catalog.product where category_id = ${id} and archived_at is null) as products,
      (select count(*) from catalog.category where parent_id = ${id} and archived_at is null) as categories`.execute(
    ctx.db,
  )
  return rows[0] ?? { products: 0, categories: 0 }
}

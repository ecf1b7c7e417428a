import { sql } from 'kysely'
import type { z } from 'zod'
import type { Ctx } from '#platform/context'
import { pageOfQuery } from '#platform/database/page'
import type { Page } from '#platform/units'
import { refuseFamily } from '../refusals.ts'
import type { Family, FamilyQuery } from '../wire/family.ts'
import type { Product } from '../wire/product.ts'
import { productRows, shown } from './product-rows.ts'

function familyRows(ctx: Ctx) {
  return ctx.db
    .selectFrom('catalog.family as f')
    .select(['f.id', 'f.name', 'f.option_names', 'f.version', 'f.created_at', 'f.archived_at'])
    .select(
      sql<number>`(select count(*) from catalog.product p where p.family_id = f.id and p.archived_at is null)`.as(
        'variant_count',
      ),
    )
}

export async function listFamilies(ctx: Ctx, query: z.output<typeof FamilyQuery>): Promise<Page<Family>> {
  const { q } = query
  const rows = familyRows(ctx).where('f.archived_at', query.archived ? 'is not' : 'is', null)
  const asked = q ? rows.where(sql<boolean>`f.name_key like '%' || platform.fold(${q}) || '%'`) : rows
  return pageOfQuery(asked, query, {
    sorts: { name: { by: sql`f.name_key`, cast: 'text', indexed: true } },
    sort: 'name',
    id: sql`f.id`,
    actor: ctx.actor,
  })
}

export async function familyById(ctx: Ctx, id: string): Promise<Family> {
  const row = await familyRows(ctx).where('f.id', '=', id).executeTakeFirst()
  if (!row) throw refuseFamily.notFound({ id })
  return row
}

export async function variantsOf(ctx: Ctx, family_id: string): Promise<Product[]> {
  const rows = await productRows(ctx)
    .where('p.family_id', '=', family_id)
    .where('p.archived_at', 'is', null)
    .orderBy('p.option_values')
    .limit(1000)
    .execute()
  return shown(ctx, rows)
}

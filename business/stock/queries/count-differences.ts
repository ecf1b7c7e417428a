import { sql } from 'kysely'
import type { Ctx } from '#platform/context'

export interface Difference {
  readonly product_id: string
  /** Counted less expected. */
  readonly quantity: number
  readonly reason: string | null
}

/** The lines of a count that do not agree with the ledger at the moment they were counted. */
export async function differencesToPost(ctx: Ctx, count_id: string): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    select product_id, counted - expected as quantity, reason
    from stock.count_line
    where count_id = ${count_id}::uuid and counted is not null and counted <> expected
    order by product_id`.execute(ctx.db)
  return rows
}

/** Every product that somebody looked at. */
export async function countedProducts(ctx: Ctx, count_id: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('stock.count_line')
    .select('product_id')
    .where('count_id', '=', count_id)
    .where('counted', 'is not', null)
    .execute()
  return rows.map(({ product_id }) => product_id)
}

/** Lines that another count set right after this one looked at them: posting both would correct twice. */
export async function overtakenLines(
  ctx: Ctx,
  { id, warehouse_id }: { id: string; warehouse_id: string },
): Promise<{ product_id: string; name: string }[]> {
  const { rows } = await sql<{ product_id: string; name: string }>`
    select i.product_id, p.name
    from stock.count_line i
    join catalog.product p on p.id = i.product_id
    where i.count_id = ${id}::uuid and i.counted is not null and i.counted <> i.expected and exists (
      select from stock.movement m
      where m.product_id = i.product_id and m.warehouse_id = ${warehouse_id}::uuid and m.kind = 'count'
        and m.at > i.counted_at)
    order by p.name_key
    limit 50`.execute(ctx.db)
  return rows
}

import { sql } from 'kysely'
import type { Ctx } from '#platform/context'
import { subtractQuantity } from '#platform/quantity'

export interface Availability {
  readonly product_id: string
  readonly warehouse_id: string
  readonly on_hand: number
  readonly reserved: number
  readonly available: number
}

/** What there is of these products, in one warehouse or in each. Places that never had any are not listed. */
export async function availabilityOf(
  ctx: Ctx,
  input: { product_ids: readonly string[]; warehouse_id?: string | undefined },
): Promise<Availability[]> {
  const { rows } = await sql<Omit<Availability, 'available'>>`
    select n.product_id, n.warehouse_id, n.on_hand, n.reserved
    from (
      select array_agg(l.product_id) as products, array_agg(l.warehouse_id) as warehouses
      from stock.level l
      where l.product_id = any (${[...input.product_ids]}::uuid[])
        and (${input.warehouse_id ?? null}::uuid is null or l.warehouse_id = ${input.warehouse_id ?? null}::uuid)
    ) there
    cross join lateral stock.levels_now(there.products, there.warehouses, ${ctx.now().toISOString()}::timestamptz) n
    order by n.product_id, n.warehouse_id`.execute(ctx.db)
  return rows.map((row) => ({ ...row, available: subtractQuantity(row.on_hand, row.reserved) }))
}

/** What a unit of each product costs now, rounded to a whole minor unit. A product never received is not listed. */
export async function averageCostsOf(ctx: Ctx, product_ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ product_id: string; unit_cost: number }>`
    select product_id, round(case when quantity > 0 then value_minor / quantity else unit_cost_minor end) as unit_cost
    from stock.valuation
    where product_id = any (${[...product_ids]}::uuid[])`.execute(ctx.db)
  return new Map(rows.map(({ product_id, unit_cost }) => [product_id, unit_cost]))
}

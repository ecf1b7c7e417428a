import type { Ctx } from '#platform/context'
import { refuseFulfilment } from './refusals.ts'

/** The fulfilment that a number or an id names, with its order, before anything is locked: the order is locked first. */
export async function namedBy(ctx: Ctx, key: string): Promise<{ id: string; order_id: string }> {
  const isNumber = /^\d{1,9}$/.test(key)
  const row = await ctx.db
    .selectFrom('fulfilment.fulfilment')
    .select(['id', 'order_id'])
    .where(isNumber ? 'number' : 'id', '=', isNumber ? Number(key) : key)
    .executeTakeFirst()
  if (!row) throw refuseFulfilment.notFound({ number: key })
  return row
}

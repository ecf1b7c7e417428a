import type { Ctx } from '#platform/context'
import type { StockSettings } from '../transfer-shapes.ts'

/** As delivered, until somebody changes something. */
const START: StockSettings = {
  counts_need_second: false,
  quiet_from: null,
  quiet_until: null,
  cover_high_days: 3,
  cover_medium_days: 7,
  version: 0,
}

export async function stockSettings(ctx: Ctx): Promise<StockSettings> {
  const row = await ctx.db
    .selectFrom('stock.setting')
    .select(['counts_need_second', 'quiet_from', 'quiet_until', 'cover_high_days', 'cover_medium_days', 'version'])
    .executeTakeFirst()
  return row ?? START
}

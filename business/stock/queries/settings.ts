import type { Ctx } from '#platform/context'
import type { StockSettings } from '../transfer-shapes.ts'

/** As delivered, until somebody changes something. */
const START: StockSettings = { counts_need_second: false, version: 0 }

export async function stockSettings(ctx: Ctx): Promise<StockSettings> {
  const row = await ctx.db.selectFrom('stock.setting').select(['counts_need_second', 'version']).executeTakeFirst()
  return row ?? START
}

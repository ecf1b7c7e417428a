import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { stockSettings } from '../queries/settings.ts'
import { writeSettings } from '../records/transfers.ts'
import type { ChangeStockSettings, StockSettings } from '../transfer-shapes.ts'

export async function changeStockSettings(ctx: Ctx, input: ChangeStockSettings): Promise<StockSettings> {
  return transact(ctx, async (tx) => {
    const before = await stockSettings(tx)
    await writeSettings(tx, { ...before, counts_need_second: input.counts_need_second ?? before.counts_need_second })
    const after = await stockSettings(tx)
    tx.audit({ action: 'stock_settings.changed', thing: 'business', thing_id: SETTINGS_ID, before, after })
    return after
  })
}

/** The settings are one; the audit names things by id. */
const SETTINGS_ID = '00000000-0000-0000-0000-000000000000'

import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { stockSettings } from '../queries/settings.ts'
import { writeSettings } from '../records/transfers.ts'
import { refuse } from '../refusals.ts'
import type { ChangeStockSettings, StockSettings } from '../transfer-shapes.ts'

export async function changeStockSettings(ctx: Ctx, input: ChangeStockSettings): Promise<StockSettings> {
  return transact(ctx, async (tx) => {
    const before = await stockSettings(tx)
    const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined))
    const wanted: StockSettings = { ...before, ...given }
    if (wanted.cover_medium_days < wanted.cover_high_days) throw refuse.coverDays()
    await writeSettings(tx, wanted)
    const after = await stockSettings(tx)
    tx.audit({ action: 'stock_settings.changed', thing: 'business', thing_id: SETTINGS_ID, before, after })
    return after
  })
}

/** The settings are one; the audit names things by id. */
const SETTINGS_ID = '00000000-0000-0000-0000-000000000000'

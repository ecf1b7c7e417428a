import { businessOf } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { groupBy } from '#platform/group-by'
import { stockAlertsChanged, stockAlertsRaised } from '../events.ts'
import { alarmsNow } from '../queries/alerts.ts'
import { stockSettings } from '../queries/settings.ts'
import { acknowledge, measurePace, replaceAlerts, takeUntold, type Untold } from '../records/alerts.ts'

/** Named products of one announcement; the rest is a number. */
const NAMED_MAX = 5

/** Judges every watched place, and tells what is new once, outside the quiet hours. */
export async function watchAlerts(ctx: Ctx): Promise<void> {
  await transact(ctx, async (tx) => {
    const changed = await replaceAlerts(tx, await alarmsNow(tx))
    for (const warehouse_id of changed) await tx.emit(stockAlertsChanged({ warehouse_id }))
    if (await isQuiet(tx)) return
    const untold = (await takeUntold(tx)).filter(({ level }) => level !== 'medium')
    const byWarehouse = groupBy(untold, ({ warehouse_id }) => warehouse_id)
    for (const [warehouse_id, alarms] of byWarehouse) await tx.emit(raised(warehouse_id, alarms))
  })
}

function raised(warehouse_id: string, alarms: readonly Untold[]) {
  const worst = alarms.toSorted((a, b) => Number(b.level === 'critical') - Number(a.level === 'critical'))
  return stockAlertsRaised({
    warehouse_id,
    critical: alarms.filter(({ level }) => level === 'critical').length,
    high: alarms.filter(({ level }) => level === 'high').length,
    products: worst.slice(0, NAMED_MAX).map(({ product_id, name, level }) => ({ product_id, name, level })),
  })
}

/** Between these hours nobody is told: what happens waits for the morning. */
async function isQuiet(tx: Tx): Promise<boolean> {
  const { quiet_from, quiet_until } = await stockSettings(tx)
  if (quiet_from === null || quiet_until === null || quiet_from === quiet_until) return false
  const { time_zone } = await businessOf(tx)
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: time_zone, hour: '2-digit', minute: '2-digit' })
  const now = clock.format(tx.now())
  return quiet_from < quiet_until ? now >= quiet_from && now < quiet_until : now >= quiet_from || now < quiet_until
}

export async function measureThePace(ctx: Ctx): Promise<void> {
  await transact(ctx, (tx) => measurePace(tx))
}

/** Somebody sees to them. */
export async function acknowledgeAlerts(
  ctx: Ctx,
  places: readonly { product_id: string; warehouse_id: string }[],
): Promise<number> {
  return transact(ctx, async (tx) => {
    const done = await acknowledge(tx, places)
    for (const { product_id, warehouse_id } of done) {
      tx.audit({ action: 'stock_alert.acknowledged', thing: 'product', thing_id: product_id, after: { warehouse_id } })
    }
    for (const warehouse_id of new Set(done.map((one) => one.warehouse_id))) {
      await tx.emit(stockAlertsChanged({ warehouse_id }))
    }
    return done.length
  })
}

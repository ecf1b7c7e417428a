import { warehousesOf } from '#company'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { productChanged } from '../events.ts'
import { assertLevels } from '../product.ts'
import { levelRulesOf } from '../queries/levels.ts'
import { putLevelRules } from '../records.ts'
import { refuse } from '../refusals.ts'
import type { LevelRule, LevelRules } from '../wire/levels.ts'
import { lockProduct } from './lock-product.ts'

/** Sets minimum, maximum and reorder quantity of a product for the warehouses named. */
export async function setLevels(ctx: Ctx, id: string, { items }: LevelRules): Promise<LevelRule[]> {
  return transact(ctx, async (tx) => {
    const row = await lockProduct(tx, id)
    const known = new Set((await warehousesOf(tx)).map((warehouse) => warehouse.id))
    for (const rule of items) {
      if (!known.has(rule.warehouse_id)) throw refuse.unknownWarehouse({ warehouse_id: rule.warehouse_id })
      assertLevels({ ...rule, kind: row.kind, decimals: row.decimals })
    }
    const before = await levelRulesOf(tx, id)
    await putLevelRules(tx, id, items)
    const after = await levelRulesOf(tx, id)
    const { sku, name } = row
    tx.audit({ action: 'product.levels_set', thing: 'product', thing_id: id, label: sku, before, after })
    await tx.emit(productChanged({ product_id: id, sku, name, fields: ['levels'] }))
    return after
  })
}

import { sql } from 'kysely'
import { warehousesOf } from '#company'
import type { Tx } from '#platform/context'
import { insertMany } from '#platform/database/insert-many'
import { present } from '#platform/invariant'
import { lockProducts } from '../commands/lock-product.ts'
import { productChanged } from '../events.ts'
import { assertLevels } from '../product.ts'
import { refuse } from '../refusals.ts'
import type { LevelRule } from '../wire/levels.ts'

const LEVEL_RULE = {
  product_id: 'uuid',
  warehouse_id: 'uuid',
  min_stock: 'numeric',
  max_stock: 'numeric',
  reorder_quantity: 'numeric',
} as const

/** The first minimum and maximum of a product in each warehouse. */
export interface FirstLevels {
  readonly product_id: string
  readonly items: readonly LevelRule[]
}

/**
 * Sets the levels of many products that have none yet: the same rows, facts and audit entries as `setLevels`, in one
 * statement instead of five a product. For loaders.
 */
export async function postFirstLevels(tx: Tx, levels: readonly FirstLevels[]): Promise<void> {
  if (levels.length === 0) return
  const known = new Set((await warehousesOf(tx)).map(({ id }) => id))
  const locked = await lockProducts(
    tx,
    levels.map(({ product_id }) => product_id),
  )
  const products = new Map(locked.map((row) => [row.id, row]))
  for (const { product_id, items } of levels) {
    const { kind, decimals, sku, name } = present(products.get(product_id), 'a product that gets levels is there')
    for (const rule of items) {
      if (!known.has(rule.warehouse_id)) throw refuse.unknownWarehouse({ warehouse_id: rule.warehouse_id })
      assertLevels({ ...rule, kind, decimals })
    }
    const told = { thing: 'product', thing_id: product_id, label: sku, before: [], after: items }
    tx.audit({ action: 'product.levels_set', ...told })
    await tx.emit(productChanged({ product_id, sku, name, fields: ['levels'] }))
  }
  const rows = levels.flatMap(({ product_id, items }) => items.map((rule) => ({ ...rule, product_id })))
  await insertMany(tx, sql`catalog.level_rule`, LEVEL_RULE, rows)
}

import { z } from 'zod'
import { Id, QuantityNotNegative, QuantityOut, QuantityPositive } from '#platform/units'

/** Levels of one product in one warehouse; a null falls back to the product's own. */
const LevelRuleIn = z.strictObject({
  warehouse_id: Id,
  min_stock: QuantityNotNegative.nullable().default(null),
  max_stock: QuantityNotNegative.nullable().default(null),
  reorder_quantity: QuantityPositive.nullable().default(null),
})

export const LEVEL_RULES_MAX = 200
/** Replaces the rules of the warehouses named; others stay. A rule of nulls is removed. */
export const LevelRules = z.strictObject({ items: z.array(LevelRuleIn).min(1).max(LEVEL_RULES_MAX) })
export type LevelRules = z.output<typeof LevelRules>

export const LevelRule = z.object({
  warehouse_id: Id,
  min_stock: QuantityOut.nullable(),
  max_stock: QuantityOut.nullable(),
  reorder_quantity: QuantityOut.nullable(),
})
export type LevelRule = z.infer<typeof LevelRule>

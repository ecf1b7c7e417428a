import { z } from 'zod'
import { fact } from '#platform/facts/fact'
import { Id } from '#platform/units'

export const businessChanged = fact('business.changed', z.object({ version: z.int() }), { may: 'settings.see' })
export const featureSwitched = fact('feature.switched', z.object({ name: z.string(), is_on: z.boolean() }), {
  may: 'settings.see',
})

const store = { may: 'stores.see' }
const StoreFact = z.object({ store_id: Id, name: z.string() })
export const storeCreated = fact('store.created', StoreFact, store)
export const storeChanged = fact('store.changed', StoreFact, store)
export const storeArchived = fact('store.archived', StoreFact, store)

const warehouse = { may: 'warehouses.see' }
const WarehouseFact = z.object({ warehouse_id: Id, store_id: Id, name: z.string() })
export const warehouseCreated = fact('warehouse.created', WarehouseFact, warehouse)
export const warehouseChanged = fact('warehouse.changed', WarehouseFact, warehouse)
/** Asked before it happens: whoever still keeps something in the warehouse refuses in its reaction. */
export const warehouseArchiving = fact('warehouse.archiving', WarehouseFact, warehouse)
export const warehouseArchived = fact('warehouse.archived', WarehouseFact, warehouse)

const till = { may: 'tills.see' }
const TillFact = z.object({ till_id: Id, store_id: Id, name: z.string() })
export const tillCreated = fact('till.created', TillFact, till)
export const tillChanged = fact('till.changed', TillFact, till)
/** Asked before it happens: an open till session refuses in its reaction. */
export const tillArchiving = fact('till.archiving', TillFact, till)
export const tillArchived = fact('till.archived', TillFact, till)

export const facts = [
  businessChanged,
  featureSwitched,
  storeCreated,
  storeChanged,
  storeArchived,
  warehouseCreated,
  warehouseChanged,
  warehouseArchiving,
  warehouseArchived,
  tillCreated,
  tillChanged,
  tillArchiving,
  tillArchived,
] as const

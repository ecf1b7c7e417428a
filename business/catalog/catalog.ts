/** The door of the catalogue: what the modules above may use. */
import { partyMerged } from '#contacts'
import { when } from '#platform/facts/fact'
import type { Module } from '#platform/module'
import { facts } from './events.ts'
import { importProducts } from './imports/import-products.ts'
import { permissions } from './permissions.ts'
import { moveSupplier } from './records.ts'
import { routes } from './routes.ts'

export { changeCosts } from './bulk/change-costs.ts'
export { type FirstLevels, postFirstLevels } from './bulk/post-first-levels.ts'
export { type PastPrice, postPastPrices } from './bulk/post-past-prices.ts'
export { changeCost, changePrice } from './commands/change-price.ts'
export { createCategory } from './commands/create-category.ts'
export { createProduct, createProducts } from './commands/create-product.ts'
export {
  priceChanged,
  productArchived,
  productArchiving,
  productChanged,
  productCreated,
  productRestored,
} from './events.ts'
export { type Levels, minimumsOf } from './queries/levels.ts'
export { type Sellable, sellableByCode, sellablesById, sellablesNamed } from './queries/sellable.ts'
export type { NewProduct } from './wire/product.ts'

export const catalog = {
  name: 'catalog',
  permissions,
  routes: [routes],
  facts,
  imports: [importProducts],
  reactions: [when(partyMerged, (tx, { from_id, into_id }) => moveSupplier(tx, from_id, into_id))],
} satisfies Module

import type { Module } from '#platform/module'
import { facts } from './events.ts'
import { permissions } from './permissions.ts'
import { routes } from './routes.ts'

export { amountSaid, businessOf, countryOf, findBusiness, judgeTaxId } from './business.ts'
export { createStore } from './commands/create-store.ts'
export { createTill } from './commands/create-till.ts'
export { createWarehouse } from './commands/create-warehouse.ts'
export { openBusiness } from './commands/open-business.ts'
export { setBusiness } from './commands/set-business.ts'
export { countryPack, countryPacks } from './countries/countries.ts'
export type { CountryPack, ReadTaxId, TaxClass } from './countries/country-pack.ts'
export { inDays } from './days.ts'
export {
  businessChanged,
  storeArchived,
  tillArchiving,
  warehouseArchived,
  warehouseArchiving,
  warehouseCreated,
} from './events.ts'
export { assertFeature, isFeatureOn } from './features.ts'
export { defaultWarehouse, storeById, storesOf, tillById, warehouseById, warehousesOf } from './queries.ts'
export { nextNumber, nextNumbers } from './records.ts'
export type { Store, Till, Warehouse } from './wire/places.ts'
export type { Business, SetBusiness } from './wire/settings.ts'

export const company = { name: 'company', routes: [routes], permissions, facts } satisfies Module

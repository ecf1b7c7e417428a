import type { Tx } from '#platform/context'
import type { Store, Till, Warehouse } from '../wire/places.ts'
import type { Business, SetBusiness } from '../wire/settings.ts'
import { createStore } from './create-store.ts'
import { createTill } from './create-till.ts'
import { createWarehouse } from './create-warehouse.ts'
import { setBusiness } from './set-business.ts'

export interface FirstNames {
  readonly store: string
  readonly warehouse: string
  readonly till: string
}

const usual: Readonly<Record<Business['language'], FirstNames>> = {
  es: { store: 'Casa matriz', warehouse: 'Bodega principal', till: 'Caja 1' },
  en: { store: 'Main store', warehouse: 'Main warehouse', till: 'Till 1' },
}

/** The first run: the business with one store, its warehouse and its till, so that it can sell. */
export async function openBusiness(
  tx: Tx,
  input: SetBusiness,
  names: Partial<FirstNames> = {},
): Promise<{ business: Business; store: Store; warehouse: Warehouse; till: Till }> {
  const business = await setBusiness(tx, input)
  const called = { ...usual[business.language], ...names }
  const store = await createStore(tx, { name: called.store })
  const warehouse = await createWarehouse(tx, { name: called.warehouse, store_id: store.id })
  const till = await createTill(tx, { name: called.till, store_id: store.id })
  return { business, store, warehouse, till }
}

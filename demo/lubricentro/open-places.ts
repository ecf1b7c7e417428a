import { createStore, createTill, createWarehouse, openBusiness } from '#company'
import type { Tx } from '#platform/context'
import { rutOf } from './customers.ts'
import type { Place } from './story.ts'

export interface Location {
  readonly store_id: string
  readonly warehouse_id: string
}

export interface Places {
  readonly at: Readonly<Record<Place, Location>>
  readonly tills: Readonly<Record<'maipu' | 'san-bernardo', string>>
}

/** The business with its two stores, a warehouse in each and the central one behind Maipú. */
export async function openPlaces(tx: Tx): Promise<Places> {
  const { store, warehouse, till } = await openBusiness(
    tx,
    {
      name: 'Lubricentro Los Aromos',
      legal_name: 'Comercial Los Aromos SpA',
      tax_id: rutOf(76_418_903),
      activity: 'Venta de lubricantes y repuestos, cambio de aceite',
      address: 'Av. Pajaritos 3140',
      commune: 'Maipú',
      city: 'Santiago',
      phone: '+56 2 2766 4180',
      email: 'contacto@losaromos.example',
      country: 'CL',
      language: 'es',
      time_zone: 'America/Santiago',
      receipt_footer: 'Cambios dentro de 10 días con su boleta. Gracias por preferirnos.',
    },
    { store: 'Maipú', warehouse: 'Bodega Maipú', till: 'Caja 1' },
  )
  await createTill(tx, { name: 'Caja 2', store_id: store.id })
  const central = await createWarehouse(tx, {
    name: 'Bodega central',
    store_id: store.id,
    location: 'Camino a Melipilla 8920, Maipú',
    description: 'Tambores, baldes y lo que se pide por teléfono',
  })
  const south = await createStore(tx, {
    name: 'San Bernardo',
    address: 'Av. Colón 655',
    commune: 'San Bernardo',
    city: 'Santiago',
  })
  const southern = await createWarehouse(tx, { name: 'Bodega San Bernardo', store_id: south.id })
  const southern_till = await createTill(tx, { name: 'Caja 1', store_id: south.id })
  return {
    at: {
      maipu: { store_id: store.id, warehouse_id: warehouse.id },
      'san-bernardo': { store_id: south.id, warehouse_id: southern.id },
      central: { store_id: store.id, warehouse_id: central.id },
    },
    tills: { maipu: till.id, 'san-bernardo': southern_till.id },
  }
}

import type { Tx } from '#platform/context'
import { newId } from '#platform/ids'
import { offerChanged } from '../events.ts'
import type { PastOffer } from './past-purchase.ts'

/**
 * What suppliers sell, as `attachProduct` would write it one by one: each product's only offer, so the preferred one. For
 * shops that are filled at once.
 */
export async function postPastOffers(tx: Tx, offers: readonly PastOffer[]): Promise<void> {
  if (offers.length === 0) return
  const rows = offers.map(({ supplier, product_id, supplier_code, unit_cost_minor }) => ({
    id: newId(),
    supplier_id: supplier.id,
    product_id,
    supplier_code,
    pack_size: 1,
    pack_cost_minor: unit_cost_minor,
    is_preferred: true,
    updated_at: tx.now(),
    updated_by: tx.actor.id,
  }))
  await tx.db.insertInto('purchasing.offer').values(rows).execute()
  const prices = rows.map(({ id: offer_id, pack_size, pack_cost_minor }) => ({
    offer_id,
    pack_size,
    pack_cost_minor,
    source: 'hand',
    at: tx.now(),
    by_id: tx.actor.id,
  }))
  await tx.db.insertInto('purchasing.offer_price').values(prices).execute()
  for (const [at, row] of rows.entries()) {
    const label = offers[at]?.supplier.name ?? ''
    tx.audit({ action: 'offer.created', thing: 'offer', thing_id: row.id, label, after: row })
  }
  for (const supplier_id of new Set(offers.map(({ supplier }) => supplier.id))) {
    await tx.emit(offerChanged({ supplier_id }))
  }
}

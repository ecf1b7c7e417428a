import { sql } from 'kysely'
import { minimumsOf, sellablesById } from '#catalog'
import { defaultWarehouse, storesOf, type Warehouse, warehouseById } from '#company'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { fitsDecimals } from '#platform/quantity'
import { reorderChanged } from '../events.ts'
import { orderable } from '../pack.ts'
import { assertBought } from '../purchase-lines.ts'
import { supplierById } from '../queries/offers.ts'
import { type ShortPlace, shortPlaces } from '../queries/reorders.ts'
import { insertReorder, keepStep } from '../records/reorder.ts'
import { refuseReorder } from '../refusals.ts'
import type { FromAlerts, NewReorder } from '../wire-reorders.ts'

/** Asks for more of a product in a warehouse: the quantity named, or the usual one, in whole packs of its supplier. */
export async function requestReorder(ctx: Ctx, input: NewReorder): Promise<string> {
  return transact(ctx, async (tx) => {
    const product = (await sellablesById(tx, [input.product_id])).get(input.product_id)
    if (!product) throw refuseReorder.unknownProduct({ product_id: input.product_id })
    if (!product.tracks_stock) throw refuseReorder.notTracked({ name: product.name })
    assertBought(product)
    const warehouse = await warehouseFor(tx, input.warehouse_id)
    const supplier_id = input.supplier_id ? (await supplierById(tx, input.supplier_id)).id : null
    const offer = await proposedOffer(tx, product.id, supplier_id)
    const quantity = input.quantity ?? orderable(await usualQuantity(tx, product.id, warehouse.id), offer ?? onePack)
    if (!fitsDecimals(quantity, product.decimals)) {
      throw refuseReorder.decimals({ name: product.name, decimals: product.decimals })
    }
    return writeReorder(tx, {
      id: input.id ?? newId(),
      product_id: product.id,
      place: { warehouse_id: warehouse.id, store_id: warehouse.store_id },
      supplier_id: supplier_id ?? offer?.supplier_id ?? null,
      quantity,
      source: 'hand',
      notes: input.notes ?? null,
    })
  })
}

/** Asks for whatever is below its minimum and neither asked for nor on its way. Gives the new requests' ids. */
export async function requestFromAlerts(ctx: Ctx, asked: FromAlerts): Promise<{ created: string[]; already: number }> {
  return transact(ctx, async (tx) => {
    const places = await shortPlaces(tx, asked)
    const missing = places.filter(({ is_asked }) => !is_asked)
    const created: string[] = []
    for (const place of missing) created.push(await writeReorder(tx, requestOf(place)))
    return { created, already: places.length - missing.length }
  })
}

function requestOf(place: ShortPlace): Wanted {
  const { product_id, warehouse_id, store_id, supplier_id } = place
  const quantity = orderable(place.wanted, place)
  return {
    id: newId(),
    product_id,
    place: { warehouse_id, store_id },
    supplier_id,
    quantity,
    source: 'alert',
    notes: null,
  }
}

interface Wanted {
  readonly id: string
  readonly product_id: string
  readonly place: { readonly warehouse_id: string; readonly store_id: string }
  readonly supplier_id: string | null
  readonly quantity: number
  readonly source: 'hand' | 'alert'
  readonly notes: string | null
}

async function writeReorder(tx: Tx, { place, ...wanted }: Wanted): Promise<string> {
  const { id, product_id, quantity, notes } = wanted
  const made = { created_at: tx.now(), created_by: tx.actor.id, created_by_name: tx.actor.name }
  const number = await insertReorder(tx, { ...wanted, ...place, status: 'requested', ...made })
  await keepStep(tx, { reorder_id: id, from: null, to: 'requested', notes })
  await tx.emit(reorderChanged({ reorder_id: id, number, status: 'requested', product_id, ...place }))
  tx.audit({
    action: 'reorder.requested',
    thing: 'reorder',
    thing_id: id,
    label: String(number),
    store_id: place.store_id,
    after: { product_id, quantity, supplier_id: wanted.supplier_id, source: wanted.source },
  })
  return id
}

const onePack = { pack_size: 1, minimum_quantity: 0 }

/** The offer of the supplier named; else the product's preferred, else its cheapest. */
async function proposedOffer(tx: Tx, product_id: string, supplier_id: string | null) {
  return tx.db
    .selectFrom('purchasing.offer')
    .select(['supplier_id', 'pack_size', 'minimum_quantity'])
    .where('product_id', '=', product_id)
    .where('archived_at', 'is', null)
    .$if(supplier_id !== null, (q) => q.where('supplier_id', '=', supplier_id ?? ''))
    .orderBy('is_preferred', 'desc')
    .orderBy(sql`pack_cost_minor / pack_size`)
    .executeTakeFirst()
}

async function usualQuantity(tx: Tx, product_id: string, warehouse_id: string): Promise<number> {
  const levels = (await minimumsOf(tx, { product_ids: [product_id], warehouse_id })).get(product_id)
  return levels?.reorder_quantity ?? Math.max(levels?.min_stock ?? 1, 1)
}

/** The warehouse named, else the default one of the store one works in or of the only store there is. */
export async function warehouseFor(ctx: Ctx, warehouse_id: string | undefined): Promise<Warehouse> {
  if (warehouse_id === undefined) {
    const [first, second] = await storesOf(ctx)
    const store_id = ctx.request.store_id ?? (first && !second ? first.id : undefined)
    if (store_id === undefined) throw refuseReorder.warehouseNeeded()
    return defaultWarehouse(ctx, store_id)
  }
  const warehouse = await warehouseById(ctx, warehouse_id)
  if (warehouse.archived_at !== null) throw refuseReorder.warehouseArchived()
  return warehouse
}

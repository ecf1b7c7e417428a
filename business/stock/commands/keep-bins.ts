import { sellablesById } from '#catalog'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { assertVersion } from '#platform/http/etag'
import { newId } from '#platform/ids'
import { binsChanged } from '../events.ts'
import type { Bin, ChangeBin, CreateBins } from '../place-shapes.ts'
import { binById, binsByIds } from '../queries/bins.ts'
import { addBinProducts, type BinChange, insertBins, removeBinProduct, updateBin } from '../records/places.ts'
import { refuse } from '../refusals.ts'
import { openWarehouse } from './create-transfer.ts'

/** Makes bins at the end of the walk: all of them, or none if a code is taken. */
export async function createBins(ctx: Ctx, { warehouse_id, bins }: CreateBins): Promise<Bin[]> {
  return transact(ctx, async (tx) => {
    const { store_id } = await openWarehouse(tx, warehouse_id)
    const wanted = bins.map(({ code, name = null }) => ({ id: newId(), code, name }))
    const made = new Set(await insertBins(tx, warehouse_id, wanted))
    const taken = wanted.find(({ id }) => !made.has(id))
    if (taken) throw refuse.binTaken({ code: taken.code })
    tx.audit({
      action: 'bins.created',
      thing: 'warehouse',
      thing_id: warehouse_id,
      after: { bins: bins.map(({ code }) => code) },
      store_id,
    })
    await tx.emit(binsChanged({ warehouse_id }))
    const rows = await binsByIds(tx, [...made])
    return rows.sort((a, b) => a.walk_order - b.walk_order)
  })
}

export async function changeBin(ctx: Ctx, id: string, input: ChangeBin, wanted: string | null): Promise<Bin> {
  return transact(ctx, async (tx) => {
    const before = await binById(tx, id)
    assertVersion(wanted, before)
    const { archived, code, name, walk_order } = input
    const change: BinChange = {
      ...(code === undefined ? {} : { code }),
      ...(name === undefined ? {} : { name }),
      ...(walk_order === undefined ? {} : { walk_order }),
      ...(archived === undefined ? {} : { archived_at: archived ? tx.now() : null }),
    }
    if (code !== undefined && code.toLowerCase() !== before.code.toLowerCase() && (await isTaken(tx, before, code))) {
      throw refuse.binTaken({ code })
    }
    if (Object.keys(change).length > 0) await updateBin(tx, id, change)
    const after = await binById(tx, id)
    tx.audit({ action: 'bin.changed', thing: 'bin', thing_id: id, label: after.code, before, after })
    await tx.emit(binsChanged({ warehouse_id: after.warehouse.id }))
    return after
  })
}

async function isTaken(ctx: Ctx, { warehouse }: Bin, code: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('stock.bin')
    .select('id')
    .where('warehouse_id', '=', warehouse.id)
    .where('code_key', '=', code.toLowerCase())
    .executeTakeFirst()
  return row !== undefined
}

/** Says that products live in a bin. */
export async function putInBin(ctx: Ctx, id: string, product_ids: readonly string[]): Promise<void> {
  await transact(ctx, async (tx) => {
    const bin = await binById(tx, id)
    if (bin.archived_at !== null) throw refuse.binNotFound({ id })
    const products = await sellablesById(tx, product_ids)
    for (const product_id of product_ids) {
      const product = products.get(product_id)
      if (!product) throw refuse.productNotFound({ product_id })
      if (!product.tracks_stock) throw refuse.notTracked({ name: product.name })
    }
    await addBinProducts(tx, { id, warehouse_id: bin.warehouse.id }, product_ids)
    tx.audit({ action: 'bin.filled', thing: 'bin', thing_id: id, label: bin.code, after: { product_ids } })
    await tx.emit(binsChanged({ warehouse_id: bin.warehouse.id }))
  })
}

export async function takeFromBin(ctx: Ctx, id: string, product_id: string): Promise<void> {
  await transact(ctx, async (tx) => {
    const bin = await binById(tx, id)
    await removeBinProduct(tx, id, product_id)
    tx.audit({ action: 'bin.emptied', thing: 'bin', thing_id: id, label: bin.code, before: { product_id } })
    await tx.emit(binsChanged({ warehouse_id: bin.warehouse.id }))
  })
}

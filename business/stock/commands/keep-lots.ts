import { sellablesById } from '#catalog'
import type { Ctx, Tx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { lotsChanged } from '../events.ts'
import type { Cause } from '../movement.ts'
import type { LotRule, PutInLot, SetLotRule } from '../place-shapes.ts'
import { lotRuleOf, WARN_DAYS } from '../queries/lots.ts'
import { putInLot, writeLotRule } from '../records/places.ts'
import { refuse } from '../refusals.ts'
import { knownPlace } from './known-place.ts'

/** Keeps a product by lot from now on, or stops: what was written stays. */
export async function setLotRule(ctx: Ctx, product_id: string, input: SetLotRule): Promise<LotRule> {
  return transact(ctx, async (tx) => {
    const product = (await sellablesById(tx, [product_id])).get(product_id)
    if (!product) throw refuse.productNotFound({ product_id })
    if (!product.tracks_stock) throw refuse.notTracked({ name: product.name })
    const before = await lotRuleOf(tx, product_id)
    await writeLotRule(tx, product_id, input.tracks_lots ? (input.warn_days ?? WARN_DAYS) : null)
    const after = await lotRuleOf(tx, product_id)
    tx.audit({ action: 'product.lots_set', thing: 'product', thing_id: product_id, label: product.sku, before, after })
    return after
  })
}

/** Units that lie there in no lot go into one. */
export async function putUnitsInLot(ctx: Ctx, input: PutInLot): Promise<void> {
  await transact(ctx, async (tx) => {
    const { product, warehouse } = await knownPlace(tx, input)
    await intoLot(tx, input, null)
    const { code, quantity, expires_on } = input
    tx.audit({
      action: 'lot.filled',
      thing: 'product',
      thing_id: product.id,
      label: product.sku,
      after: { warehouse_id: warehouse.id, code, quantity, expires_on },
      store_id: warehouse.store_id,
    })
    await tx.emit(lotsChanged({ product_id: product.id, warehouse_id: warehouse.id }))
  })
}

/** Into a lot, of what a document brought in or of what lies there; refuses what is not kept by lot, or not there. */
export async function intoLot(tx: Tx, lot: PutInLot, cause: Cause | null): Promise<void> {
  const { tracks_lots } = await lotRuleOf(tx, lot.product_id)
  if (!tracks_lots) throw refuse.lotsNotKept()
  const put = await putInLot(tx, lot, cause)
  if (cause === null && put < lot.quantity) throw refuse.lotTooMuch({ loose: put, code: lot.code })
}

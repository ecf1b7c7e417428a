import type { z } from 'zod'
import { assertFeature, businessOf } from '#company'
import type { Ctx } from '#platform/context'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { releaseReservations, reserve } from '#stock'
import { cartEnded, cartHeld } from '../events.ts'
import { priceItems } from '../items.ts'
import { placeOf } from '../place.ts'
import { cartById, cartOut } from '../queries-carts.ts'
import { endCart, insertCart } from '../records.ts'
import { refuseCart } from '../refusals.ts'
import type { HeldCartOut, HoldCart } from '../wire-counter.ts'

/** Sets a cart aside for any till of the store; its goods too, for the business's reservation time, when asked. */
export async function holdCart(ctx: Ctx, input: z.output<typeof HoldCart>): Promise<HeldCartOut> {
  return transact(ctx, async (tx) => {
    await assertFeature(tx, 'held_carts')
    const { reservation_minutes } = await businessOf(tx)
    const id = input.id ?? newId()
    const place = await placeOf(tx, input)
    const { lines, totals } = await priceItems(tx, input.items, input)
    await insertCart(tx, {
      id,
      ...place,
      customer_id: input.customer_id ?? null,
      label: input.label ?? null,
      items: JSON.stringify(input.items),
      discount_basis_points: input.discount_basis_points ?? null,
      discount_minor: input.discount_minor ?? null,
      total: totals.total,
      is_reserved: input.reserve,
      created_at: tx.now(),
      created_by: tx.actor.id,
      created_by_name: tx.actor.name,
    })
    if (input.reserve) {
      const kept = lines.filter(({ tracks_stock }) => tracks_stock)
      await reserve(tx, {
        owner: { kind: 'cart', id },
        lines: kept.map(({ product_id, quantity }) => ({ product_id, warehouse_id: place.warehouse_id, quantity })),
        state: 'pending',
        ttl_seconds: reservation_minutes * 60,
      })
    }
    await tx.emit(cartHeld({ held_cart_id: id, ...place }))
    tx.audit({
      action: 'held_cart.created',
      thing: 'held_cart',
      thing_id: id,
      store_id: place.store_id,
      after: { total: totals.total, lines: lines.length, is_reserved: input.reserve },
    })
    return cartById(tx, id)
  })
}

/** Takes a cart off hold, once: its goods are free again, and the till that asked sells it. */
export async function takeCart(ctx: Ctx, id: string, ended_as: 'recalled' | 'discarded'): Promise<HeldCartOut> {
  return transact(ctx, async (tx) => {
    await cartById(tx, id)
    const row = await endCart(tx, id, ended_as)
    if (!row) throw refuseCart.gone({ id })
    if (row.is_reserved) await releaseReservations(tx, { owner: { kind: 'cart', id }, reason: ended_as })
    const { store_id, warehouse_id } = row
    await tx.emit(cartEnded({ held_cart_id: id, store_id, warehouse_id, ended_as }))
    tx.audit({ action: `held_cart.${ended_as}`, thing: 'held_cart', thing_id: id, store_id })
    return cartOut(row)
  })
}

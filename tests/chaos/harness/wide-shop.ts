import { expect } from 'vitest'
import { takeIn } from '#stock'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import type { Reply, Worker } from '../../support/open-shop.ts'
import { openSellingShop, type SellingShop } from '../../support/selling-shop.ts'

/** A selling shop with three warehouses, where goods appear in any of them. */
export interface WideShop extends SellingShop {
  warehouses: readonly [string, string, string]
  goods: (on_hand: number, more?: { warehouse_id?: string; price?: number; cost?: number }) => Promise<string>
  /** A person with a till, who sells by card: no change, no rounding, no drawer in the way. */
  seller: () => Promise<Worker & { session_id: string }>
}

export async function openWideShop(): Promise<WideShop> {
  const shop = await openSellingShop()
  const more = async (name: string): Promise<string> => {
    const reply = await shop.owner.post('/api/warehouses', { name, store_id: shop.store_id })
    expect(reply.status, reply.text).toBe(201)
    return reply.body.id
  }
  const warehouses = [shop.warehouse_id, await more('Bodega norte'), await more('Bodega sur')] as const
  return {
    ...shop,
    warehouses,
    goods: async (on_hand, { warehouse_id = shop.warehouse_id, price = 1_000, cost = 100 } = {}) => {
      const id = await shop.product({ price, cost })
      const lines = [{ product_id: id, warehouse_id, quantity: on_hand, cost_minor: on_hand * cost }]
      const cause = { kind: 'manual', id: newId() }
      if (on_hand > 0) await transact(shop.ctx, (tx) => takeIn(tx, { lines, kind: 'receipt', cause }))
      return id
    },
    seller: () => shop.atTill(shop.as('admin')),
  }
}

/**
 * What a good client does: one key for one act, and the same again while there is no answer or "try again in a moment".
 * A machine that others use too makes the shop say so; it must never be why something happens twice.
 */
export async function insist(
  send: (options: { key: string }) => Promise<Reply>,
  key = newId(),
  { tries = 60, isInVain = () => false }: { tries?: number; isInVain?: () => boolean } = {},
) {
  for (let attempt = 1; ; attempt++) {
    const reply = await send({ key }).catch(() => null)
    const isFinal = reply !== null && reply.status !== 503 && reply.body?.code !== 'request.key_running'
    if (reply !== null && (isFinal || attempt === tries || isInVain())) return reply
    if (attempt === tries) throw new Error('there was no answer')
    await new Promise((resolve) => setTimeout(resolve, Math.min(500, 10 * attempt)))
  }
}

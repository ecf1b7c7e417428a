import { expect } from 'vitest'
import { createParty } from '#contacts'
import { newId } from '#platform/ids'
import type { Reply } from '../../../tests/support/open-shop.ts'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

/** A shop that also buys: suppliers with what they sell us. */
export interface BuyingShop extends SellingShop {
  supplier: (given?: { name?: string; email?: string; payment_days?: number; tax_id?: string }) => Promise<string>
  offer: (supplier_id: string, product_id: string, given?: object) => Promise<string>
  /** A draft order; `send: true` sends it without mail. */
  order: (supplier_id: string, lines: object[], given?: { send?: boolean; [field: string]: unknown }) => Promise<Order>
  post: (path: string, body?: object, status?: number) => Promise<Answer>
}

/** What the server said, read as a client would. */
export type Answer = Reply['body']
export interface Order {
  id: string
  number: number
  version: number
  status: string
  items: { id: string; product_id: string }[]
}

export async function openBuyingShop(): Promise<BuyingShop> {
  const shop = await openSellingShop()
  const post: BuyingShop['post'] = async (path, body = {}, status = 201) => {
    const reply = await shop.owner.post(path, body)
    expect(reply.status, `${path}: ${reply.text}`).toBe(status)
    return reply.body
  }
  return {
    ...shop,
    post,
    supplier: async ({ name = `Distribuidora ${newId()}`, ...given } = {}) =>
      (await createParty(shop.ctx, { name, is_supplier: true, kind: 'company', ...given })).id,
    offer: async (supplier_id, product_id, given = {}) =>
      (await post(`/api/suppliers/${supplier_id}/attach-product`, { product_id, pack_cost_minor: 1_000, ...given })).id,
    order: async (supplier_id, lines, { send = false, ...given } = {}) => {
      const { warehouse_id } = shop
      const order = await post('/api/purchase-orders', { supplier_id, warehouse_id, lines, ...given })
      return send ? post(`/api/purchase-orders/${order.id}/send`, { without_mail: true }, 200) : order
    },
  }
}

import { expect } from 'vitest'
import type { Reply, Worker } from '../../../tests/support/open-shop.ts'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

export interface Prepared {
  readonly id: string
  readonly number: number
  readonly state: string
  readonly order_id: string
  readonly tracking_code: string
  readonly items: { id: string; order_line_id: string; product_id: string; sku: string; quantity: number }[]
  readonly [field: string]: Reply['body']
}

export interface Warehouse extends SellingShop {
  /** An order confirmed for delivery, as the warehouse sees it. */
  ordered: (lines: readonly { product_id: string; quantity: number }[], more?: object) => Promise<Prepared>
  see: (id: string) => Promise<Prepared>
  /** Posts to a fulfilment; the answer is what the server says. */
  act: (one: { id: string }, act: string, body?: object, who?: Worker) => Promise<Reply>
  scan: (one: { id: string }, body: object, who?: Worker) => Promise<Reply>
  /** Brings an order as far as it is asked to go, all of it. */
  bring: (one: Prepared, to: 'picking' | 'packing' | 'packed' | 'shipped' | 'delivered') => Promise<Prepared>
  pay: (order_id: string, amount: number, method?: string) => Promise<Reply>
}

/** A shop whose warehouse prepares orders. */
export async function openWarehouse(): Promise<Warehouse> {
  const shop = await openSellingShop()
  const clerk = shop.as('bodeguero')
  const see = async (id: string): Promise<Prepared> => {
    const reply = await shop.owner.get(`/api/fulfilments/${id}`)
    expect(reply, JSON.stringify(reply.body)).toMatchObject({ status: 200 })
    return reply.body
  }
  const act = (one: { id: string }, what: string, body: object = {}, who: Worker = shop.owner) =>
    who.post(`/api/fulfilments/${one.id}/${what}`, body)
  const scan = (one: { id: string }, body: object, who: Worker = clerk) =>
    who.post('/api/picks', { fulfilment_ids: [one.id], ...body })
  const did = async (reply: Promise<Reply>) => {
    const { status, body } = await reply
    expect([200, 201], JSON.stringify(body)).toContain(status)
    return body
  }
  return {
    ...shop,
    see,
    act,
    scan,
    ordered: async (lines, more = {}) => {
      const order = await shop.draft([...lines], { fulfilment: 'delivery', delivery_address: 'Los Aromos 12', ...more })
      await did(shop.owner.post(`/api/orders/${order.id}/confirm`))
      const { items } = await did(shop.owner.get(`/api/fulfilments?order_id=${order.id}`))
      expect(items).toHaveLength(1)
      return see(items[0].id)
    },
    bring: async (one, to) => {
      await did(act(one, 'start'))
      if (to === 'picking') return see(one.id)
      for (const { product_id, quantity } of (await see(one.id)).items) {
        await did(scan(one, { product_id, quantity }))
      }
      await did(act(one, 'picked'))
      if (to === 'packing') return see(one.id)
      await did(act(one, 'packs', { all: true }))
      if (to === 'packed') return see(one.id)
      const { id } = await did(shop.owner.post('/api/shipments', { fulfilment_id: one.id, state: 'in_transit' }))
      if (to === 'delivered') await did(shop.owner.patch(`/api/shipments/${id}`, { state: 'delivered' }))
      return see(one.id)
    },
    pay: (order_id, amount, method = 'cash') => shop.owner.post('/api/payments', { order_id, amount, method }),
  }
}

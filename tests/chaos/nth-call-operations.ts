import { newId } from '../../platform/ids.ts'
import type { Reply, Worker } from '../support/open-shop.ts'
import type { WideShop } from './harness/wide-shop.ts'

/** An operation on things made for it: how to send it under a key, and how often it has taken effect. */
export interface Operation {
  readonly name: string
  readonly prepare: () => Promise<{ send: (key: string) => Promise<Reply>; effects: () => Promise<number> }>
}

/** The same person at the door where calls fail. What is prepared and looked at comes in by the other. */
type Door = (who: Worker) => Worker

/** The acts a day consists of, each with an effect that can be counted, sent through `at`. */
export async function core(shop: WideShop, at: Door): Promise<Operation[]> {
  const seller = await shop.seller()
  const customer_id = await shop.customer({ credit_limit: 1e12 })
  const goods = () => shop.goods(10)
  const itemsOf = (product_id: string) => [{ product_id, quantity: 2 }]
  return [
    ...sales({ shop, at, seller }, customer_id, goods, itemsOf),
    ...orders({ shop, at, seller }, goods, itemsOf),
    ...stock({ shop, at, seller }, goods),
    ...tills({ shop, at, seller }, customer_id, goods),
    ...records(shop, at),
  ]
}

interface Staffed {
  readonly shop: WideShop
  readonly at: Door
  readonly seller: Worker
}

type Goods = () => Promise<string>
type Items = (product_id: string) => { product_id: string; quantity: number }[]
const key = (value: string) => ({ key: value })
const must = async (reply: Promise<Reply>): Promise<Reply['body']> => {
  const { status, body, text } = await reply
  if (status >= 300) throw new Error(`preparing failed: ${status} ${text}`)
  return body
}

function sales({ shop, at, seller }: Staffed, customer_id: string, goods: Goods, itemsOf: Items): Operation[] {
  const selling = (name: string, more: object, payments: object[]): Operation => ({
    name,
    prepare: async () => {
      const product_id = await goods()
      const body = { id: newId(), warehouse_id: shop.warehouse_id, items: itemsOf(product_id), payments, ...more }
      return {
        send: (k) => at(seller).post('/api/sales', body, key(k)),
        effects: async () => (10 - (await shop.onHand(product_id)).on_hand) / 2,
      }
    },
  })
  return [
    selling('sale in cash', {}, [{ method: 'cash', amount: 5_000 }]),
    selling('sale by card', {}, [{ method: 'debit', amount: 2_000 }]),
    selling('sale on account', { customer_id }, [{ method: 'on_account', amount: 2_000 }]),
    {
      name: 'hold a cart',
      prepare: async () => {
        const product_id = await goods()
        const body = { id: newId(), warehouse_id: shop.warehouse_id, items: itemsOf(product_id), reserve: true }
        // By somebody else each time: nobody may hold much without ever buying.
        const who = shop.as('admin')
        return {
          send: (k) => at(who).post('/api/held-carts', body, key(k)),
          effects: async () => (await shop.onHand(product_id)).reserved / 2,
        }
      },
    },
  ]
}

function orders({ shop, at, seller }: Staffed, goods: Goods, itemsOf: Items): Operation[] {
  const stateOf = async (id: string) => (await shop.owner.get(`/api/orders/${id}`)).body
  const acting = (verb: string, before: readonly string[], done: (order: Reply['body']) => boolean): Operation => ({
    name: `${verb} an order`,
    prepare: async () => {
      const order = await shop.draft(itemsOf(await goods()), {}, seller)
      for (const one of before) await must(seller.post(`/api/orders/${order.id}/${one}`))
      return {
        send: (k) => at(seller).post(`/api/orders/${order.id}/${verb}`, {}, key(k)),
        effects: async () => (done(await stateOf(order.id)) ? 1 : 0),
      }
    },
  })
  return [
    {
      name: 'make an order',
      prepare: async () => {
        const { store_id, warehouse_id } = shop
        const body = { id: newId(), store_id, warehouse_id, items: itemsOf(await goods()) }
        return {
          send: (k) => at(seller).post('/api/orders', body, key(k)),
          effects: async () => ((await shop.owner.get(`/api/orders/${body.id}`)).status === 200 ? 1 : 0),
        }
      },
    },
    acting('confirm', [], ({ status }) => status === 'confirmed'),
    acting('hand-over', ['confirm'], ({ handed_over_at }) => handed_over_at !== null),
    acting('cancel', ['confirm'], ({ status }) => status === 'cancelled'),
    {
      name: 'pay an order',
      prepare: async () => {
        const order = await shop.draft(itemsOf(await goods()), {}, seller)
        const body = { order_id: order.id, method: 'debit', amount: 700 }
        return {
          send: (k) => at(seller).post('/api/payments', body, key(k)),
          effects: async () => (await stateOf(order.id)).paid_minor / 700,
        }
      },
    },
    {
      name: 'pay back',
      prepare: async () => {
        const order = await shop.draft(itemsOf(await goods()), {}, seller)
        const payment = await must(seller.post('/api/payments', { order_id: order.id, method: 'debit', amount: 2_000 }))
        return {
          send: (k) => at(seller).post(`/api/payments/${payment.id}/refund`, { amount: 500, reason: 'Error' }, key(k)),
          effects: async () => (await stateOf(order.id)).refunded_minor / 500,
        }
      },
    },
  ]
}

function stock({ shop, at, seller }: Staffed, goods: Goods): Operation[] {
  const { warehouse_id } = shop
  const holding = async (product_id: string) =>
    (await must(shop.as('admin').post('/api/stock-reservations', { product_id, warehouse_id, quantity: 1 }))).id
  const stateOf = (id: string) =>
    shop.db.selectFrom('stock.reservation').select('state').where('id', '=', id).executeTakeFirst()
  const ending = (verb: string, state: string): Operation => ({
    name: `${verb} a hold`,
    prepare: async () => {
      const id = await holding(await goods())
      return {
        send: (k) => at(seller).post(`/api/stock-reservations/${id}/${verb}`, {}, key(k)),
        effects: async () => ((await stateOf(id))?.state === state ? 1 : 0),
      }
    },
  })
  const moving = (
    name: string,
    path: (id: string) => string,
    body: (id: string) => object,
    unit: number,
  ): Operation => ({
    name,
    prepare: async () => {
      const product_id = await goods()
      return {
        send: (k) => at(seller).post(path(product_id), body(product_id), key(k)),
        effects: async () => ((await shop.onHand(product_id)).on_hand - 10) / unit,
      }
    },
  })
  return [
    {
      name: 'hold stock',
      prepare: async () => {
        const product_id = await goods()
        const who = shop.as('admin')
        return {
          send: (k) => at(who).post('/api/stock-reservations', { product_id, warehouse_id, quantity: 1 }, key(k)),
          effects: async () => (await shop.onHand(product_id)).reserved,
        }
      },
    },
    ending('confirm', 'confirmed'),
    ending('release', 'released'),
    moving(
      'adjust stock',
      (id) => `/api/products/${id}/adjust-stock`,
      () => ({ warehouse_id, operation: 'subtract', quantity: 3, reason: 'Rotura' }),
      -3,
    ),
    moving(
      'receive goods',
      () => '/api/stock-movements',
      (product_id) => ({ product_id, warehouse_id, direction: 'in', kind: 'receipt', quantity: 4, unit_cost: 90 }),
      4,
    ),
  ]
}

function tills({ shop, at, seller }: Staffed, customer_id: string, goods: Goods): Operation[] {
  const opened = async (who: Worker): Promise<string> =>
    (await must(who.post('/api/till-sessions', { till_id: await shop.till(), opening_minor: 1_000 }))).id
  const sessionOf = async (id: string) => (await shop.owner.get(`/api/till-sessions/${id}`)).body
  const entriesOf = async (id: string, kind: string) =>
    (await shop.owner.get(`/api/till-sessions/${id}/entries`)).body.items.filter(
      (e: { kind: string }) => e.kind === kind,
    ).length
  return [
    {
      name: 'open a till',
      prepare: async () => {
        const who = shop.as('admin')
        const body = { id: newId(), till_id: await shop.till(), opening_minor: 1_000 }
        return {
          send: (k) => at(who).post('/api/till-sessions', body, key(k)),
          effects: async () => ((await shop.owner.get(`/api/till-sessions/${body.id}`)).status === 200 ? 1 : 0),
        }
      },
    },
    {
      name: 'put cash in',
      prepare: async () => {
        const who = shop.as('admin')
        const id = await opened(who)
        return {
          send: (k) => at(who).post(`/api/till-sessions/${id}/cash-in`, { amount: 100, reason: 'Sencillo' }, key(k)),
          effects: () => entriesOf(id, 'cash_in'),
        }
      },
    },
    {
      name: 'close a till',
      prepare: async () => {
        const who = shop.as('admin')
        const id = await opened(who)
        const counts = [{ method: 'cash', counted_minor: 1_000 }]
        return {
          send: (k) => at(who).post(`/api/till-sessions/${id}/close`, { counts }, key(k)),
          effects: async () => ((await sessionOf(id)).state === 'closed' ? 1 : 0),
        }
      },
    },
    {
      name: 'take an abono',
      prepare: async () => {
        const items = [{ product_id: await goods(), quantity: 1 }]
        const payments = [{ method: 'on_account', amount: 1_000 }]
        await must(seller.post('/api/sales', { warehouse_id: shop.warehouse_id, items, payments, customer_id }))
        const debt = async () => (await shop.owner.get(`/api/customer-accounts/${customer_id}`)).body.debt_minor
        const before = await debt()
        const path = `/api/customer-accounts/${customer_id}/repayments`
        return {
          send: (k) => at(seller).post(path, { method: 'cash', amount: 400 }, key(k)),
          effects: async () => (before - (await debt())) / 400,
        }
      },
    },
  ]
}

function records(shop: WideShop, at: Door): Operation[] {
  return [
    {
      name: 'make a product',
      prepare: async () => {
        const body = { id: newId(), name: `Filtro ${newId()}`, price: 990 }
        return {
          send: (k) => at(shop.owner).post('/api/products', body, key(k)),
          effects: async () => ((await shop.owner.get(`/api/products/${body.id}`)).status === 200 ? 1 : 0),
        }
      },
    },
    {
      name: 'make a customer',
      prepare: async () => {
        const name = `Cliente ${newId()}`
        return {
          send: (k) => at(shop.owner).post('/api/customers', { name }, key(k)),
          effects: async () =>
            (await shop.db.selectFrom('contacts.party').select('id').where('name', '=', name).execute()).length,
        }
      },
    },
  ]
}

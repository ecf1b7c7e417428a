import type { Reply, TestShop, Worker } from './open-shop.ts'

export interface Place {
  readonly store_id: string
  readonly warehouse_id: string
}

export interface TwoStores {
  readonly own: Place
  readonly other: Place
  /** Has every permission, but only in the own store. */
  readonly local: Worker
}

/** A shop with two stores where things happened in both: stock, tills, and sales where they are sold. */
export async function openTwoStores(shop: TestShop): Promise<TwoStores> {
  const { openBusiness } = await import('#company')
  const { transact } = await import('../../platform/database/transact.ts')
  const opened = await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Ferretería Andes', country: 'CL' }))
  const own = { store_id: opened.store.id, warehouse_id: opened.warehouse.id }
  const store = await made(shop.owner.post('/api/stores', { name: 'Sucursal Norte' }))
  const warehouse = await made(shop.owner.post('/api/warehouses', { name: 'Bodega Norte', store_id: store.id }))
  const other = { store_id: store.id, warehouse_id: warehouse.id }
  await made(shop.owner.post('/api/tills', { name: 'Caja Norte', ...other }))

  const category = await made(shop.owner.post('/api/categories', { name: 'Aceites' }))
  const product = await made(
    shop.owner.post('/api/products', { name: 'Aceite 10W-40', price: 12_990, cost: 7_500, category_id: category.id }),
  )
  for (const { warehouse_id } of [own, other]) {
    const body = {
      product_id: product.id,
      warehouse_id,
      direction: 'in',
      quantity: 20,
      unit_cost: 7_500,
      kind: 'receipt',
    }
    await made(shop.owner.post('/api/stock-movements', body))
    const held = { product_id: product.id, warehouse_id, quantity: 1 }
    await made(shop.owner.post('/api/stock-reservations', held))
  }
  for (const place of [own, other]) await sellIn(shop, place, product.id)
  // Goods that travel within the other store, a count there, and a shelf: none of them is the local one's business.
  const annex = await made(shop.owner.post('/api/warehouses', { name: 'Anexo Norte', store_id: store.id }))
  const items = [{ product_id: product.id, quantity: 2 }]
  const way = { from_warehouse_id: other.warehouse_id, to_warehouse_id: annex.id, items }
  const transfer = await made(shop.owner.post('/api/stock-transfers', way))
  await made(shop.owner.post(`/api/stock-transfers/${transfer.id}/send`, {}))
  await made(shop.owner.post('/api/stock-counts', { scope: 'whole', warehouse_id: other.warehouse_id }))
  const bins = { warehouse_id: other.warehouse_id, bins: [{ code: 'N-01' }] }
  expectMade((await shop.owner.post('/api/bins', bins)).status)
  const local = shop.as('admin', { stores: [own.store_id], warehouses: [own.warehouse_id] })
  return { own, other, local }
}

/** A day at a counter: an open till, a sale, an order, a quote, a held cart and an expense. */
async function sellIn(shop: TestShop, { store_id, warehouse_id }: Place, product_id: string): Promise<void> {
  const cashier = shop.as('admin')
  const items = [{ product_id, quantity: 1 }]
  const till = await made(cashier.post('/api/tills', { name: 'Caja del día', store_id, warehouse_id }))
  const session = await made(cashier.post('/api/till-sessions', { till_id: till.id, opening_minor: 50_000 }))
  const payments = [{ method: 'cash', amount: 12_990 }]
  await made(cashier.post('/api/sales', { till_session_id: session.id, warehouse_id, items, payments }))
  await made(cashier.post('/api/orders', { store_id, warehouse_id, items }))
  await made(cashier.post('/api/quotes', { store_id, warehouse_id, items }))
  await made(cashier.post('/api/held-carts', { store_id, warehouse_id, items }))
  const expense = { store_id, amount: 1_000, category: 'Aseo', description: 'Paños' }
  await made(cashier.post('/api/expenses', expense))
}

async function made(reply: Promise<Reply>): Promise<{ id: string }> {
  const { status, body } = await reply
  if (status !== 200 && status !== 201) throw new Error(`the shop was not furnished: ${status} ${JSON.stringify(body)}`)
  return body
}

function expectMade(status: number): void {
  if (status !== 201) throw new Error(`the shop was not furnished: ${status}`)
}

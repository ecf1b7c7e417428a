import { beforeAll, expect, test } from 'vitest'
import { openStockedShop, type StockedShop } from './stocked-shop.ts'

let shop: StockedShop
let here: string

beforeAll(async () => {
  shop = await openStockedShop()
  here = shop.warehouses[0]
})

const make = (codes: string[], warehouse_id = here) =>
  shop.storekeeper.post('/api/bins', { warehouse_id, bins: codes.map((code) => ({ code })) })

test('bins are made in the order one walks, and listed so', async () => {
  const made = await make(['A-01', 'A-02', 'B-01'])
  expect(made).toMatchObject({ status: 201, body: { items: [{ code: 'A-01' }, { code: 'A-02' }, { code: 'B-01' }] } })
  const first = made.body.items[0]
  const path = `/api/bins/${first.id}`
  const seen = { headers: { 'if-match': `"${first.version}"` } }
  expect(await shop.storekeeper.patch(path, { walk_order: 25, name: 'Estante alto' }, seen)).toMatchObject({
    status: 200,
    body: { name: 'Estante alto' },
  })
  expect((await shop.storekeeper.patch(path, { name: null }, seen)).status).toBe(412)
  const { body } = await shop.cashier.get(`/api/bins?warehouse_id=${here}`)
  expect(body.items.map((bin: { code: string }) => bin.code)).toEqual(['A-02', 'A-01', 'B-01'])
})

test('a code is one shelf of a warehouse, in any spelling', async () => {
  expect(await make(['C-01', 'c-01'])).toMatchObject({ status: 409, body: { code: 'stock.bin_taken' } })
  expect((await make(['C-01'])).status).toBe(201)
  expect((await make(['C-01'], shop.warehouses[1])).status).toBe(201)
  const [bin] = (await make(['C-02'])).body.items
  expect(await shop.storekeeper.patch(`/api/bins/${bin.id}`, { code: 'C-01' })).toMatchObject({ status: 409 })
})

test('products live in bins; a count walks past them in order', async () => {
  const [far, near] = (await make(['X-2', 'X-1'])).body.items
  await shop.storekeeper.patch(`/api/bins/${near.id}`, { walk_order: 1 })
  const oil = await shop.product({ on_hand: 3, name: 'Aceite' })
  const zinc = await shop.product({ on_hand: 3, name: 'Zinc' })
  await shop.storekeeper.post(`/api/bins/${far.id}/products`, { product_ids: [oil] })
  const filled = await shop.storekeeper.post(`/api/bins/${near.id}/products`, { product_ids: [oil, zinc] })
  expect(filled.body.items).toMatchObject([
    { product: { id: oil }, on_hand: 3, is_first: false },
    { product: { id: zinc }, is_first: true },
  ])
  const count = { scope: 'products', warehouse_id: here, product_ids: [oil, zinc] }
  const { id } = (await shop.storekeeper.post('/api/stock-counts', count)).body
  const { body } = await shop.storekeeper.get(`/api/stock-counts/${id}/lines?sort=walk`)
  expect(body.items.map((line: { bin: string }) => line.bin)).toEqual(['X-1', 'X-2'])
  const left = await shop.storekeeper.delete(`/api/bins/${far.id}/products/${oil}`)
  expect(left.body.items).toEqual([])
})

test('somebody of another warehouse sees no bin of this one, and a seller makes none', async () => {
  const [bin] = (await make(['Z-9'])).body.items
  const elsewhere = shop.as('bodeguero', { warehouses: [shop.warehouses[1]] })
  expect((await elsewhere.get(`/api/bins/${bin.id}`)).status).toBe(404)
  expect((await elsewhere.patch(`/api/bins/${bin.id}`, { name: 'mía' })).status).toBe(404)
  expect((await shop.cashier.post('/api/bins', {})).status).toBe(403)
})

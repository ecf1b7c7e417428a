import { beforeAll, expect, test } from 'vitest'
import { createProducts } from '#catalog'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { type CatalogShop, openCatalog } from './open-catalog.ts'

let shop: CatalogShop
beforeAll(async () => {
  shop = await openCatalog()
})

const bulk = (body: object) => shop.owner.post('/api/products/bulk', body)
const priceOf = async (id: string) => (await shop.owner.get(`/api/products/${id}`)).body.price

test('a dry run shows each change and makes none', async () => {
  const { id } = await shop.product({ sku: 'B-1', name: 'Uno', price: 10_000 })
  const reply = await bulk({ ids: [id], dry_run: true, changes: { price_by: { basis_points: 1_050, round_to: 100 } } })
  expect(reply).toMatchObject({ status: 200, body: { dry_run: true, changed: 1, refused: [] } })
  expect(reply.body.products).toEqual([
    { id, label: 'B-1 Uno', changes: [{ field: 'price', before: 10_000, after: 11_100 }] },
  ])
  expect(await priceOf(id)).toBe(10_000)
})

test('all products change together, each with its history', async () => {
  const made = await Promise.all([shop.product({ price: 1000 }), shop.product({ price: 2000 })])
  const ids = made.map(({ id }) => id)
  const reply = await bulk({ ids, changes: { price_by: { basis_points: -1000 }, status: 'discontinued' } })
  expect(reply.body).toMatchObject({ changed: 2, unchanged: 0 })
  expect(await Promise.all(ids.map(priceOf))).toEqual([900, 1800])
  const history = await shop.owner.get(`/api/products/${ids[0]}/price-history`)
  expect(history.body.items).toHaveLength(2)
})

test('one refusal and nothing changes; each refused product is named with its reason', async () => {
  const good = await shop.product({ price: 1000 })
  const service = await shop.product({ name: 'Mano de obra', kind: 'service' })
  const unknown = newId()
  const reply = await bulk({ ids: [good.id, service.id, unknown], changes: { min_stock: 3 } })
  expect(reply).toMatchObject({ status: 422, body: { code: 'product.bulk_refused', refused: 2 } })
  expect(reply.body.products.map((one: { id: string; code: string }) => [one.id, one.code])).toEqual([
    [service.id, 'product.service_has_no_stock'],
    [unknown, 'product.not_found'],
  ])
  expect((await shop.owner.get(`/api/products/${good.id}`)).body.min_stock).toBeNull()
})

test('many are archived and restored in one stroke', async () => {
  const ids = (await Promise.all([shop.product({}), shop.product({})])).map(({ id }) => id)
  await bulk({ ids, changes: { archived: true } })
  expect((await shop.owner.get(`/api/products?ids=${ids.join(',')}`)).body.items).toEqual([])
  await bulk({ ids, changes: { archived: false, status: 'inactive' } })
  const back = await shop.owner.get(`/api/products?ids=${ids.join(',')}`)
  expect(back.body.items.map((p: { status: string }) => p.status)).toEqual(['inactive', 'inactive'])
})

test('prices in bulk need the permission to set prices', async () => {
  const { id } = await shop.product({})
  const reply = await shop.as('bodeguero').post('/api/products/bulk', { ids: [id], changes: { price: 1 } })
  expect(reply).toMatchObject({ status: 403, body: { code: 'product.price_forbidden' } })
})

test.each([
  ['nothing to change', { ids: [newId()], changes: {} }],
  ['two prices', { ids: [newId()], changes: { price: 1, price_by: { basis_points: 1 } } }],
  ['no products', { ids: [], changes: { price: 1 } }],
  ['more than 1,000 products', { ids: Array.from({ length: 1001 }, newId), changes: { price: 1 } }],
  ['a cost', { ids: [newId()], changes: { cost: 1 } }],
])('%s is invalid', async (_what, body) => {
  expect((await bulk(body)).status).toBe(422)
})

test('a thousand products change in one act', async () => {
  const ids = await transact(shop.ctx, (tx) =>
    createProducts(
      tx,
      Array.from({ length: 1000 }, (_, n) => ({ name: `Producto ${n}`, kind: 'good', price: 1000 + n })),
    ),
  )
  const reply = await bulk({ ids, changes: { price_by: { basis_points: 500, round_to: 10 } } })
  expect(reply.body.changed).toBe(1000)
})

import { beforeAll, expect, test } from 'vitest'
import { openBusiness } from '#company'
import { transact } from '#platform/database/transact'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop()
  await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro' }))
})

test('a customer needs a name only, as the predecessors documented', async () => {
  const reply = await shop.cashier.post('/api/customers', { name: 'Juan Perez', phone: '555-1234' })
  expect(reply).toMatchObject({
    status: 201,
    body: { name: 'Juan Perez', phone: '555-1234', is_customer: true, order_count: 0, addresses: [], version: 1 },
  })
  expect((await shop.cashier.get('/api/customers/search?q=5551234')).body.items).toMatchObject([{ name: 'Juan Perez' }])
})

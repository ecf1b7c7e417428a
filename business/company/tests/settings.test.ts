import { beforeAll, expect, test } from 'vitest'
import { openBusiness } from '#company'
import { transact } from '#platform/database/transact'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop()
})

test('before the first run there are no settings to show', async () => {
  const reply = await shop.owner.get('/api/settings')
  expect(reply).toMatchObject({ status: 409, body: { code: 'business.not_set_up' } })
})

test('the first run in Chile gives a store, a warehouse, a till and the law of the country', async () => {
  await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro Rep-Drill', tax_id: '76.123.456-0' }))

  const { body } = await shop.owner.get('/api/settings')
  expect(body).toMatchObject({
    name: 'Lubricentro Rep-Drill',
    tax_id: '76123456-0',
    tax_id_text: '76.123.456-0',
    country: 'CL',
    currency: 'CLP',
    time_zone: 'America/Santiago',
    language: 'es',
    prices_include_tax: true,
    cash_rounding_minor: 10,
    reservation_minutes: 15,
    sell_short: 'never',
  })
})

import { beforeAll, expect, test } from 'vitest'
import { knownRefusals } from '../../platform/refusals.ts'
import { openShop, type TestShop } from '../support/open-shop.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop()
})

const page = (path: string, language: string) => shop.anonymous.get(path, { headers: { 'accept-language': language } })

test('the type of every problem leads to a public page that says what to do', async () => {
  const { body } = await shop.owner.get('/api/orders/0198a0d0-0000-7000-8000-000000000000')
  expect(body).toMatchObject({ code: 'order.not_found', type: '/docs/problems/order.not_found' })
  for (const { code, sentence } of knownRefusals()) {
    const shown = await page(`/docs/problems/${code}`, 'es')
    expect(shown.status, code).toBe(200)
    expect(shown.text).toContain(code)
    expect(shown.text).toContain('Qué hacer')
    expect(shown.text, sentence.es).not.toMatch(/\{\w+[|}]/)
  }
  expect(knownRefusals().length).toBeGreaterThan(150)
})

test('it speaks English to who asks for it, lists all of them, and knows no others', async () => {
  expect((await page('/docs/problems/order.not_found', 'en')).text).toContain('There is no such order.')
  const list = await page('/docs/problems', 'en')
  expect(list.text).toContain('/docs/problems/payment.above_balance')
  expect((await page('/docs/problems/nada.de_eso', 'es')).status).toBe(404)
})

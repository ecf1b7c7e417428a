import { beforeAll, expect, test } from 'vitest'
import { openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

let shop: SellingShop
let cashier: Awaited<ReturnType<SellingShop['atTill']>>

beforeAll(async () => {
  shop = await openSellingShop()
  cashier = await shop.atTill()
  const spend = async (who: { post: SellingShop['owner']['post'] }, expense: object) => {
    const reply = await who.post('/api/expenses', expense)
    expect(reply.status, reply.text).toBe(201)
  }
  const from_till = { till_session_id: cashier.session_id }
  await spend(cashier, { ...from_till, amount: 1_500, category: 'Aseo', description: 'Cloro y paños' })
  await spend(cashier, { ...from_till, amount: 2_500, category: 'Aseo', description: 'Bolsas 100%' })
  const rent = { store_id: shop.store_id, method: 'transfer', amount: 450_000, category: 'Arriendo' }
  await spend(shop.owner, { ...rent, description: 'Noviembre' })
})

const read = async (path: string, who = shop.owner) => {
  const reply = await who.get(path)
  expect(reply.status, reply.text).toBe(200)
  return reply.body
}
const described = async (query: string) =>
  (await read(`/api/expenses?${query}`)).items.map((one: { description: string }) => one.description)

test('expenses add up to what was spent, the dearest category first', async () => {
  expect(await read('/api/expenses/summary')).toEqual({
    amount: 454_000,
    expenses: 3,
    categories: [
      { category: 'Arriendo', expenses: 1, amount: 450_000 },
      { category: 'Aseo', expenses: 2, amount: 4_000 },
    ],
  })
  expect(await read('/api/expenses/summary?from=2001-01-01&to=2001-01-31')).toEqual({
    amount: 0,
    expenses: 0,
    categories: [],
  })
})

test('they are found by category, by till and by what was typed, whatever signs it has', async () => {
  const { till_id } = await read(`/api/till-sessions/${cashier.session_id}`)
  expect(await described('category=Arriendo')).toEqual(['Noviembre'])
  expect(await described(`till_id=${till_id}`)).toEqual(['Bolsas 100%', 'Cloro y paños'])
  expect(await described('q=ase')).toEqual(['Bolsas 100%', 'Cloro y paños'])
  expect(await described(`q=${encodeURIComponent('100%')}`)).toEqual(['Bolsas 100%'])
  expect(await described(`q=${encodeURIComponent('_')}`)).toEqual([])
  expect((await read(`/api/expenses/summary?till_id=${till_id}&q=cloro`)).amount).toBe(1_500)
})

test('they leave as a file with what was spent, for those who may', async () => {
  const file = await shop.owner.get('/api/expenses/export?category=Aseo')
  expect(file.status, file.text).toBe(200)
  expect(file.headers['content-disposition']).toContain('gastos.csv')
  const [, ...rows] = file.text.trim().split('\n')
  expect(rows.map((row) => row.match(/[^-]\b(1500|2500)\b/)?.[1])).toEqual(['2500', '1500'])
  expect((await cashier.get('/api/expenses/export')).status).toBe(403)
  expect((await shop.as('vendedor').get('/api/expenses/summary')).status).toBe(403)
})

import { beforeAll, expect, test } from 'vitest'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'

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

test('one that was a mistake is taken back once, with its reason; the till it left expects the money again', async () => {
  const spent = async (who: Pick<typeof cashier, 'post'>, expense: object) => {
    const reply = await who.post('/api/expenses', { category: 'Fletes', description: 'Doble', ...expense })
    expect(reply.status, reply.text).toBe(201)
    return reply.body.id as string
  }
  const reverse = (
    id: string,
    body: object = { reason: 'Se anotó dos veces' },
    who: Pick<typeof cashier, 'post'> = shop.owner,
  ) => who.post(`/api/expenses/${id}/reverse`, body)
  const expected = async () =>
    (await read(`/api/till-sessions/${cashier.session_id}`)).counts.find(
      ({ method }: { method: string }) => method === 'cash',
    ).expected_minor
  const before = await expected()
  const till = { till_session_id: cashier.session_id }
  const id = await spent(cashier, { ...till, amount: 7_000 })
  expect(await expected()).toBe(before - 7_000)
  expect((await reverse(id, { reason: 'x' }, cashier)).status).toBe(403)
  expect((await reverse(id, {})).status).toBe(422)
  const other = await shop.atTill(shop.as('gerente'))
  expect(await reverse(id, { reason: 'x', till_session_id: other.session_id })).toMatchObject({
    status: 409,
    body: { code: 'expense.back_to_its_till' },
  })
  const both = await Promise.all([reverse(id), reverse(id), reverse(id)])
  expect(both.map(({ status }) => status).toSorted()).toEqual([201, 409, 409])
  const done = both.find(({ status }) => status === 201)?.body
  expect(done).toMatchObject({ kind: 'expense_reversal', amount: 7_000, refund_of_id: id, ...till, method: 'cash' })
  expect(await expected()).toBe(before)
  for (const wrong of [done.id, shop.store_id]) expect((await reverse(wrong)).body.code).toBe('expense.not_found')

  const { items } = await read('/api/expenses?category=Fletes')
  expect(
    items.map(({ kind, amount, reversed_by_id, description }: Record<string, unknown>) => [
      kind,
      amount,
      reversed_by_id,
      description,
    ]),
  ).toEqual([
    ['expense_reversal', 7_000, null, 'Se anotó dos veces'],
    ['expense', -7_000, done.id, 'Doble'],
  ])
  expect(await read('/api/expenses/summary?category=Fletes')).toEqual({ amount: 0, expenses: 0, categories: [] })
  const audit = shop.db.selectFrom('platform.audit_entry').select(['action', 'reason']).where('thing_id', '=', id)
  expect(await audit.orderBy('id').execute()).toMatchObject([
    { action: 'expense.recorded' },
    { action: 'expense.reversed', reason: 'Se anotó dos veces' },
  ])

  const late = await spent(cashier, { ...till, amount: 3_000 })
  const counts = [{ method: 'cash', counted_minor: before }]
  expect((await cashier.post(`/api/till-sessions/${cashier.session_id}/close`, { counts })).status).toBe(200)
  const back = await reverse(late, { reason: 'No se compró', till_session_id: other.session_id })
  expect(back.body, back.text).toMatchObject({ till_session_id: other.session_id, amount: 3_000 })
  const rent = await spent(shop.owner, { store_id: shop.store_id, method: 'transfer', amount: 10 })
  expect((await reverse(rent)).body).toMatchObject({ till_session_id: null, method: 'transfer' })
  await expectBooksToHold(shop)
})

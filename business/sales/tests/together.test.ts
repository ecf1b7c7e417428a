import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { newId } from '#platform/ids'
import { laneDuring, patiently } from '../../../tests/support/lane-figures.ts'
import { expectBooksToHold, openSellingShop, type SellingShop } from '../../../tests/support/selling-shop.ts'
import { sell } from '../sales.ts'

let shop: SellingShop
let seller: Awaited<ReturnType<SellingShop['atTill']>>

beforeAll(async () => {
  shop = await openSellingShop()
  seller = await shop.atTill()
})

const many = <T>(count: number, make: (at: number) => Promise<T>) =>
  Promise.all(Array.from({ length: count }, (_, at) => make(at)))
const saleOf = (
  items: { product_id: string; quantity: number; discount_minor?: number }[],
  amount: number,
  more: object = {},
) => ({
  warehouse_id: shop.warehouse_id,
  items,
  payments: [{ method: 'debit', amount }],
  ...more,
})

/** What a sale left in every table, without what must differ: ids, times and numbers. */
async function tracesOf(id: string) {
  const { rows } = await sql<{ traces: unknown }>`
    select jsonb_build_object(
      'order', (select to_jsonb(o) - '{id,number,document_label,receipt_token,fingerprint,created_at,confirmed_at,
        handed_over_at,completed_at}'::text[] from sales."order" o where o.id = ${id}::uuid),
      'lines', (select jsonb_agg(to_jsonb(l) - '{id,order_id}'::text[] order by l.position) from sales.line l where l.order_id = ${id}::uuid),
      'movements', (select jsonb_agg(to_jsonb(m) - '{id,cause_id,at}'::text[] order by m.product_id) from stock.movement m where m.cause_id = ${id}::uuid),
      'entries', (select jsonb_agg(to_jsonb(e) - '{id,sequence,document_id,created_at}'::text[] order by e.amount) from money.entry e where e.document_id = ${id}::uuid),
      'balance', (select to_jsonb(b) - '{document_id,updated_at}'::text[] from money.balance b where b.document_id = ${id}::uuid),
      'document', (select to_jsonb(d) - '{id,number,label,document_id,issued_at}'::text[] from money.issued_document d where d.document_id = ${id}::uuid),
      'audit', (select jsonb_agg(to_jsonb(a) - '{id,at,thing_id,label,xid,ip,agent,request_id}'::text[]) from platform.audit_entry a where a.thing_id = ${id}),
      'timeline', (select jsonb_agg(to_jsonb(t) - '{id,at,thing_id,label}'::text[]) from contacts.timeline t where t.thing_id = ${id}::uuid),
      'facts', (select jsonb_agg(jsonb_build_array(f.name, f.data - '{order_id,number,document_label,payment_id,document_id,issued_document_id}'::text[], f.store_id, f.actor_id) order by f.id)
        from platform.fact f where f.data->>'order_id' = ${id})
    ) as traces`.execute(shop.db)
  return rows[0]?.traces
}

test('a sale leaves the same traces whether it goes together with others or one by one', async () => {
  const customer_id = await shop.customer()
  const goods = () => shop.product({ on_hand: 10, price: 1_996, cost: 333, name: 'Filtro de aire' })
  const service = await shop.product({ kind: 'service', price: 5_000 })
  const [one, other] = [await goods(), await goods()]
  const body = (product_id: string) => ({
    ...saleOf(
      [
        { product_id, quantity: 3, discount_minor: 90 },
        { product_id: service, quantity: 1 },
      ],
      1,
    ),
    customer_id,
    discount_basis_points: 100,
    payments: [
      { method: 'debit', amount: 4_000 },
      { method: 'cash', amount: 10_000 },
    ],
  })
  const together = await laneDuring(() => shop.owner.post('/api/sales', body(one)))
  expect(together.value.status, together.value.text).toBe(201)
  expect(together).toMatchObject({ done: 1, undone: 0 })
  const ctx = { ...shop.ctx, actor: shop.owner.actor }
  const alone = await shop.db.transaction().execute(() => sell(ctx, { ...body(other), discount_basis_points: 100 }))

  const { id, number, document_number, document_label, receipt_token, created_at, ...said } = together.value.body
  expect(alone).toMatchObject(said)
  expect(alone.number).toBe(number + 1)
  expect(alone.document_number).toBe(document_number + 1)
  expect([document_label, receipt_token.length, typeof created_at]).toEqual([`B-${document_number}`, 24, 'string'])
  const [mine, theirs] = [await tracesOf(id), await tracesOf(alone.id)]
  const sku = (await shop.owner.get(`/api/products/${one}`)).body.sku
  const otherSku = (await shop.owner.get(`/api/products/${other}`)).body.sku
  const asOther = JSON.parse(JSON.stringify(mine).replaceAll(one, other).replaceAll(sku, otherSku))
  expect(asOther).toEqual(theirs)
})

test('what arrives at once is served in few commits, and the books hold', async () => {
  const products: string[] = []
  for (let at = 0; at < 12; at += 1) products.push(await shop.product({ on_hand: 200, price: 1_000, cost: 400 }))
  const last = (await shop.owner.post('/api/sales', saleOf([{ product_id: products[0] ?? '', quantity: 1 }], 1_000)))
    .body
  const { value: replies, done } = await laneDuring(() =>
    many(96, (at) => {
      const items = [0, 1, 2].map((n) => ({
        product_id: products[(at * 5 + n * 7) % 12] ?? '',
        quantity: (at % 3) + 1,
      }))
      const total = ((at % 3) + 1) * 3_000
      const key = newId()
      return patiently(() => seller.post('/api/sales', saleOf(items, total), { key }))
    }),
  )
  expect(replies.map(({ status }) => status)).toEqual(Array(96).fill(201))
  // On a busy machine a batch may wait too long for another and be undone; most must not.
  expect(done).toBeGreaterThan(48)
  const numbers = replies.map(({ body }) => body.document_number - last.document_number).sort((a, b) => a - b)
  expect(numbers).toEqual(Array.from({ length: 96 }, (_, at) => at + 1))
  const { rows } = await sql<{ commits: number }>`
    select count(distinct xmin::text)::int as commits from sales."order" where number > ${last.number}`.execute(shop.db)
  expect(rows[0]?.commits).toBeLessThan(72)
  await expectBooksToHold(shop)
})

test('what falls to its minimum is watched at once, asked for once however much fell', async () => {
  const asked = async () => {
    const { rows } = await sql<{ jobs: number }>`
      select count(*)::int as jobs
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
      where t.identifier = 'stock.watch-alerts'`.execute(shop.db)
    return rows[0]?.jobs ?? 0
  }
  const scarce = await many(3, () => shop.product({ on_hand: 5, price: 1_000, min_stock: 4 }))
  const before = await asked()
  const items = scarce.map((product_id) => ({ product_id, quantity: 2 }))
  const { value, done } = await laneDuring(() => shop.owner.post('/api/sales', saleOf(items, 6_000)))
  expect([value.status, done]).toEqual([201, 1])
  expect(await asked()).toBe(before + 1)
  const plenty = await shop.product({ on_hand: 50, price: 1_000, min_stock: 4 })
  await shop.owner.post('/api/sales', saleOf([{ product_id: plenty, quantity: 1 }], 1_000))
  expect(await asked()).toBe(before + 1)
})

test('the last units go to who came first; a refused sale takes nothing from the one behind it', async () => {
  const [scarce, plenty] = [await shop.product({ on_hand: 5 }), await shop.product({ on_hand: 500 })]
  const buyers = await laneDuring(() =>
    many(64, (at) => {
      const wanted = at === 0 ? 6 : 1
      const items = [
        { product_id: scarce, quantity: wanted },
        { product_id: plenty, quantity: 1 },
      ]
      const body = saleOf(items, (wanted + 1) * 1_000)
      return patiently(() => seller.post('/api/sales', body, { key: `buyer-${at}` }))
    }),
  )
  const accepted = buyers.value.filter(({ status }) => status === 201)
  expect(accepted).toHaveLength(5)
  const refused = buyers.value.find(({ status }) => status === 409)
  expect(refused?.body).toMatchObject({ code: 'stock.short', short_lines: [{ product_id: scarce }] })
  expect(refused?.body.short_lines).toHaveLength(1)
  expect(await shop.onHand(plenty)).toMatchObject({ on_hand: 495 })
  expect(await shop.onHand(scarce)).toMatchObject({ on_hand: 0, reserved: 0 })
  await expectBooksToHold(shop)
})

test('I1: a refusal is stored under its key: the same "no" although goods came meanwhile', async () => {
  const product_id = await shop.product({ on_hand: 1 })
  const body = saleOf([{ product_id, quantity: 2 }], 2_000)
  const first = await seller.post('/api/sales', body, { key: 'no-1' })
  expect(first).toMatchObject({ status: 409, body: { code: 'stock.short' } })
  const found = { warehouse_id: shop.warehouse_id, operation: 'add', quantity: 10, reason: 'Encontrado' }
  await shop.owner.post(`/api/products/${product_id}/adjust-stock`, found)
  const again = await seller.post('/api/sales', body, { key: 'no-1' })
  expect(again).toMatchObject({ status: 409, headers: { 'idempotent-replayed': 'true' } })
  expect(again.body).toEqual(first.body)
  expect(await seller.post('/api/sales', body, { key: 'no-2' })).toMatchObject({ status: 201 })
})

test('I1, I2: each key sells once: every replay hears the first answer, and another body is refused', async () => {
  const product_id = await shop.product({ on_hand: 100 })
  const body = saleOf([{ product_id, quantity: 1 }], 1_000)
  const storm = await many(40, (at) => patiently(() => seller.post('/api/sales', body, { key: `once-${at % 8}` })))
  expect(storm.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
  const replays = await many(8, (at) => seller.post('/api/sales', body, { key: `once-${at}` }))
  const first = new Map(storm.filter(({ status }) => status === 201).map(({ body: sale }) => [sale.id, sale]))
  expect(first.size).toBe(8)
  for (const reply of replays) {
    expect(reply).toMatchObject({ status: 201, headers: { 'idempotent-replayed': 'true' } })
    expect(reply.body).toEqual(first.get(reply.body.id))
  }
  expect(await shop.onHand(product_id)).toMatchObject({ on_hand: 92 })
  const otherBody = await seller.post('/api/sales', { ...body, notes: 'otra' }, { key: 'once-1' })
  expect(otherBody).toMatchObject({ status: 422, body: { code: 'request.key_reused' } })
})

test('a command that the database cannot take undoes its batch, and the others are served all the same', async () => {
  const product_id = await shop.product({ on_hand: 100, price: 1_000 })
  const drafts: { id: string }[] = []
  for (let at = 0; at < 8; at += 1) drafts.push(await shop.draft([{ product_id, quantity: 1 }]))
  const id = newId()
  const pay = (order_id: string, more: object) => {
    const key = newId()
    const body = { order_id, method: 'debit', amount: 1_000, ...more }
    return patiently(() => seller.post('/api/payments', body, { key }))
  }
  // Two payments under one id: only the database can tell, and only when both are written.
  const { value: replies, undone } = await laneDuring(() =>
    many(8, (at) => pay(String(drafts[at]?.id), at < 2 ? { id } : {})),
  )
  expect(undone).toBeGreaterThan(0)
  expect(replies.slice(2).map(({ status }) => status)).toEqual(Array(6).fill(201))
  expect(
    replies
      .slice(0, 2)
      .map(({ status }) => status)
      .sort(),
  ).toEqual([201, 409])
  await expectBooksToHold(shop)
})

test('somebody who holds one product does not stop the others', async () => {
  const [held, free] = [await shop.product({ on_hand: 10 }), await shop.product({ on_hand: 100 })]
  let letGo: () => void = () => undefined
  const holding = shop.db.transaction().execute(async (tx) => {
    await sql`select from stock.level where product_id = ${held}::uuid for update`.execute(tx)
    await new Promise<void>((resolve) => {
      letGo = () => resolve()
    })
  })
  await new Promise((resolve) => setTimeout(resolve, 50))
  const stuck = seller.post('/api/sales', saleOf([{ product_id: held, quantity: 1 }], 1_000))
  const others = await many(10, () => seller.post('/api/sales', saleOf([{ product_id: free, quantity: 1 }], 1_000)))
  expect(others.map(({ status }) => status)).toEqual(Array(10).fill(201))
  letGo()
  await holding
  expect(await stuck).toMatchObject({ status: 201 })
})

import { beforeAll, expect, test } from 'vitest'
import { openBusiness } from '#company'
import { creditTermsOf, snapshotOf, writeTimeline } from '#contacts'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop()
  await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro' }))
})

const customer = async (fields: object = {}) =>
  (await shop.owner.post('/api/customers', { name: 'Cliente', ...fields })).body.id as string

const tell = (party_id: string, kind: string, amount_minor: number | null, thing_id = newId(), at?: string) =>
  transact(shop.ctx, (tx) =>
    writeTimeline(tx, {
      party_id,
      kind,
      thing_id,
      label: `${kind} ${amount_minor}`,
      amount_minor,
      ...(at ? { at } : {}),
    }),
  )

// ── timeline ────────────────────────────────────────────────────────────────────────────────────────────────────

test('orders count, cancellations and refunds take back, the rest is only told', async () => {
  const id = await customer()
  await tell(id, 'order', 10_000, newId(), '2026-01-05T12:00:00.000Z')
  await tell(id, 'order', 5_000, newId(), '2026-02-05T12:00:00.000Z')
  await tell(id, 'order_cancelled', 5_000)
  await tell(id, 'refund', 1_000)
  await tell(id, 'quote', 90_000)

  const { body } = await shop.cashier.get(`/api/customers/${id}`)
  expect(body).toMatchObject({ order_count: 1, spent_minor: 9_000, last_order_at: '2026-02-05T12:00:00.000Z' })
  expect(body.timeline).toHaveLength(5)
  expect(body.version).toBe(1)
})

test('a thing told twice counts once', async () => {
  const id = await customer()
  const order = newId()
  await tell(id, 'order', 700, order)
  await tell(id, 'order', 700, order)
  expect((await shop.cashier.get(`/api/customers/${id}`)).body).toMatchObject({ order_count: 1, spent_minor: 700 })
})

test('forty tills at once count every order', async () => {
  const id = await customer()
  await Promise.all(Array.from({ length: 40 }, () => tell(id, 'order', 10)))
  expect((await shop.cashier.get(`/api/customers/${id}`)).body).toMatchObject({ order_count: 40, spent_minor: 400 })
})

test('many customers are told in one call', async () => {
  const ids = [await customer(), await customer()]
  const notes = ids.flatMap((party_id) =>
    [1, 2, 3].map((n) => ({ party_id, kind: 'order', thing_id: newId(), label: `V-${n}`, amount_minor: n })),
  )
  await transact(shop.ctx, (tx) => writeTimeline(tx, notes))
  await transact(shop.ctx, (tx) => writeTimeline(tx, []))
  for (const id of ids) {
    expect((await shop.cashier.get(`/api/customers/${id}`)).body).toMatchObject({ order_count: 3, spent_minor: 6 })
  }
})

test('the history pages, latest first', async () => {
  const id = await customer()
  for (let n = 1; n <= 5; n++) await tell(id, 'order', n, newId(), `2026-03-0${Math.ceil(n / 2)}T12:00:00.000Z`)
  const seen: number[] = []
  let cursor = ''
  do {
    const { body } = await shop.cashier.get(`/api/people/${id}/timeline?limit=2${cursor}`)
    seen.push(...body.items.map((one: { amount_minor: number }) => one.amount_minor))
    cursor = body.next_cursor ? `&cursor=${body.next_cursor}` : ''
  } while (cursor)
  expect(seen).toEqual([5, 4, 3, 2, 1])
})

// ── consents ────────────────────────────────────────────────────────────────────────────────────────────────────

test('a consent is given and withdrawn, and the latest holds', async () => {
  const id = await customer()
  const path = `/api/people/${id}/consents`
  await shop.cashier.post(path, { purpose: 'marketing_email', is_granted: true, source: 'formulario en papel' })
  await shop.cashier.post(path, { purpose: 'messages', is_granted: true, source: 'mostrador' })
  const { status, body } = await shop.cashier.post(path, {
    purpose: 'marketing_email',
    is_granted: false,
    source: 'correo',
  })

  expect(status).toBe(201)
  expect(body.consents).toMatchObject([
    { purpose: 'marketing_email', is_granted: false, source: 'correo' },
    { purpose: 'messages', is_granted: true, source: 'mostrador' },
  ])
  const rows = await shop.ctx.db
    .selectFrom('contacts.consent')
    .select('recorded_by')
    .where('party_id', '=', id)
    .execute()
  expect(rows.map(({ recorded_by }) => recorded_by)).toEqual(Array(3).fill(shop.cashier.actor.id))
  expect((await shop.cashier.post(path, { purpose: 'everything', is_granted: true, source: 'x' })).status).toBe(422)
  const keeper = shop.storekeeper
  expect((await keeper.post(path, { purpose: 'messages', is_granted: true, source: 'x' })).status).toBe(404)
})

// ── merge ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('a duplicate gives what it has and its history, and points at the record that stays', async () => {
  const kept = await customer({ name: 'Juan Pérez', phone: '9 1111 1111', address: 'Norte 1', notes: 'uno' })
  const duplicate = await customer({
    name: 'Juan Peres',
    phone: '9 2222 2222',
    email: 'juan@p.cl',
    tax_id: '12.345.678-5',
    address: 'Sur 2',
    notes: 'dos',
    credit_limit_minor: 9000,
    payment_days: 30,
  })
  await tell(kept, 'order', 100)
  await tell(duplicate, 'order', 50)
  await shop.owner.post(`/api/people/${duplicate}/consents`, { purpose: 'messages', is_granted: true, source: 'web' })

  const { status, body } = await shop.owner.post(`/api/people/${kept}/merge`, { duplicate_id: duplicate })

  expect(status).toBe(200)
  expect(body).toMatchObject({
    id: kept,
    name: 'Juan Pérez',
    phone: '9 1111 1111',
    email: 'juan@p.cl',
    tax_id: '12345678-5',
    notes: 'uno\ndos',
    credit_limit_minor: 9000,
    order_count: 2,
    spent_minor: 150,
    addresses: [{ line: 'Norte 1' }, { line: 'Sur 2' }],
    consents: [{ purpose: 'messages' }],
  })
  expect(body.timeline).toHaveLength(2)
  const gone = (await shop.owner.get(`/api/people/${duplicate}`)).body
  expect(gone).toMatchObject({ merged_into_id: kept, order_count: 0, timeline: [] })
  expect(gone.archived_at).not.toBeNull()
  expect((await shop.owner.get('/api/customers/search?q=juan@p.cl')).body.items).toMatchObject([{ id: kept }])
})

test('a document for a merged customer is made out to the one that stayed', async () => {
  const [kept, first, second] = [
    await customer({ name: 'Queda', credit_limit_minor: 5 }),
    await customer(),
    await customer(),
  ]
  await shop.owner.post(`/api/people/${first}/merge`, { duplicate_id: second })
  await shop.owner.post(`/api/people/${kept}/merge`, { duplicate_id: first })
  expect(await snapshotOf(shop.ctx, second)).toMatchObject({ id: kept, name: 'Queda' })
  expect(await creditTermsOf(shop.ctx, second)).toEqual({ credit_limit_minor: 5, payment_days: 0 })

  await tell(second, 'order', 70)
  expect((await shop.owner.get(`/api/customers/${kept}`)).body).toMatchObject({ order_count: 1, spent_minor: 70 })

  await shop.owner.delete(`/api/customers/${kept}`)
  await expect(snapshotOf(shop.ctx, second)).rejects.toMatchObject({ code: 'person.archived' })
  await expect(snapshotOf(shop.ctx, newId())).rejects.toMatchObject({ code: 'person.not_found' })
})

test('what cannot be one person is not merged', async () => {
  const [one, other] = [await customer({ tax_id: '11.111.111-1' }), await customer({ tax_id: '22.222.222-2' })]
  const merge = (id: string, duplicate_id: string, by = shop.owner) =>
    by.post(`/api/people/${id}/merge`, { duplicate_id })

  expect(await merge(one, other)).toMatchObject({
    status: 409,
    body: { code: 'person.different_tax_ids', kept: '11.111.111-1', other: '22.222.222-2' },
  })
  expect(await merge(one, one)).toMatchObject({ status: 422, body: { code: 'person.same_record' } })
  expect((await merge(one, newId())).status).toBe(404)
  expect((await merge(one, other, shop.cashier)).status).toBe(403)

  const third = await customer()
  await shop.owner.delete(`/api/customers/${third}`)
  expect(await merge(one, third)).toMatchObject({ status: 409, body: { code: 'person.archived' } })
  const fourth = await customer()
  await merge(one, fourth)
  expect(await merge(one, fourth)).toMatchObject({ status: 409, body: { code: 'person.merged' } })
  const edited = await shop.owner.patch(`/api/people/${fourth}`, { archived: false })
  expect(edited).toMatchObject({ status: 409, body: { code: 'person.merged', merged_into_id: one } })
})

test('two merges that cross do not lose a customer', async () => {
  const [a, b] = [await customer(), await customer()]
  const both = await Promise.all([
    shop.owner.post(`/api/people/${a}/merge`, { duplicate_id: b }),
    shop.owner.post(`/api/people/${b}/merge`, { duplicate_id: a }),
  ])
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
})

test('sales that go on during a merge lose no order', async () => {
  const [kept, duplicate] = [await customer(), await customer()]
  await Promise.all([
    ...Array.from({ length: 20 }, () => tell(duplicate, 'order', 10)),
    shop.owner.post(`/api/people/${kept}/merge`, { duplicate_id: duplicate }),
    ...Array.from({ length: 20 }, () => tell(duplicate, 'order', 10)),
  ])
  const { body } = await shop.owner.get(`/api/customers/${kept}`)
  expect(body).toMatchObject({ order_count: 40, spent_minor: 400 })
  expect((await shop.owner.get(`/api/people/${duplicate}`)).body.timeline).toEqual([])
})

test('others hear of a merge', async () => {
  const [kept, duplicate] = [await customer(), await customer()]
  await shop.owner.post(`/api/people/${kept}/merge`, { duplicate_id: duplicate })
  const fact = await shop.ctx.db
    .selectFrom('platform.fact')
    .select('data')
    .where('name', '=', 'person.merged')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(fact.data).toEqual({ from_id: duplicate, into_id: kept })
})

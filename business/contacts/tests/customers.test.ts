import { beforeAll, expect, test } from 'vitest'
import { openBusiness } from '#company'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
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
  expect(reply.headers.etag).toBe('"1"')
})

test('a customer with everything keeps it, each number in one spelling', async () => {
  const { status, body } = await shop.owner.post('/api/customers', {
    kind: 'company',
    name: 'Transportes Andes Ltda.',
    code: 'C-100',
    tax_id: '76086428-5',
    activity: 'Transporte de carga',
    email: 'Pagos@Andes.CL',
    phone: '+56 9 8765 4321',
    contact_name: 'Rosa',
    address: 'Los Carrera 123',
    commune: 'Rancagua',
    notes: 'Paga los viernes\nllamar antes',
    credit_limit_minor: '500000',
    payment_days: 30,
  })
  expect(status).toBe(201)
  expect(body).toMatchObject({
    tax_id: '76086428-5',
    tax_id_text: '76.086.428-5',
    email: 'pagos@andes.cl',
    address: 'Los Carrera 123',
    commune: 'Rancagua',
    credit_limit_minor: 500_000,
    addresses: [{ line: 'Los Carrera 123', commune: 'Rancagua', city: null }],
  })
  expect((await shop.cashier.get(`/api/customers/${body.id}`)).body).toEqual(body)
})

test.each([
  ['tax_id', { tax_id: '76.086.428-5' }, 'person.tax_id_taken'],
  ['email', { email: 'PAGOS@andes.cl' }, 'person.email_taken'],
  ['code', { code: 'c-100' }, 'person.code_taken'],
])('two customers in use do not share a %s', async (path, fields, code) => {
  const reply = await shop.cashier.post('/api/customers', { name: 'Otro', ...fields })
  expect(reply).toMatchObject({ status: 409, body: { code, errors: [{ path }] } })
})

test('a client-made id names one customer only', async () => {
  const id = newId()
  expect((await shop.cashier.post('/api/customers', { id, name: 'Con id' })).body.id).toBe(id)
  const again = await shop.cashier.post('/api/customers', { id, name: 'Otra' })
  expect(again).toMatchObject({ status: 409, body: { code: 'person.id_taken' } })
})

test('two clerks at once do not make the same customer twice', async () => {
  const both = await Promise.all(
    [1, 2, 3].map(() => shop.cashier.post('/api/customers', { name: 'A', email: 'a@a.cl' })),
  )
  expect(both.map(({ status }) => status).sort()).toEqual([201, 409, 409])
})

test('a passport follows no rule of a RUT', async () => {
  const body = { name: 'Jane Doe', document_kind: 'passport', tax_id: 'x 123 456' }
  expect((await shop.cashier.post('/api/customers', body)).body).toMatchObject({
    tax_id: 'X123456',
    tax_id_text: 'X123456',
  })
})

test('a RUT with a wrong digit is refused and the right one is offered', async () => {
  const reply = await shop.cashier.post('/api/customers', { name: 'X', tax_id: '76.086.428-4' })
  expect(reply).toMatchObject({ status: 422, body: { code: 'business.bad_tax_id', suggestion: '76.086.428-5' } })
})

test.each([
  ['no name', {}, 'name'],
  ['a name of spaces', { name: '   ' }, 'name'],
  ['an e-mail that is none', { name: 'X', email: 'nadie' }, 'email'],
  ['a debt as limit', { name: 'X', credit_limit_minor: -1 }, 'credit_limit_minor'],
  ['a flag of another view', { name: 'X', is_employee: true }, ''],
  ['sums that only sales write', { name: 'X', order_count: 9 }, ''],
  ['a link to a user', { name: 'X', user_id: newId() }, ''],
])('%s is refused, and the field is named', async (_what, body, path) => {
  const reply = await shop.owner.post('/api/customers', body)
  expect(reply).toMatchObject({ status: 422, body: { code: 'request.invalid', errors: [{ path }] } })
})

test('a phone without digits is refused', async () => {
  const reply = await shop.cashier.post('/api/customers', { name: 'X', phone: 'no tiene' })
  expect(reply).toMatchObject({ status: 422, body: { code: 'person.bad_phone', errors: [{ path: 'phone' }] } })
})

test('an edit changes what it names and nothing else', async () => {
  const { body: made } = await shop.cashier.post('/api/customers', {
    name: 'Ana Soto',
    phone: '9 1111 2222',
    city: 'Talca',
  })
  const { body } = await shop.cashier.patch(`/api/customers/${made.id}`, { email: 'ana@soto.cl', address: 'Norte 5' })
  expect(body).toMatchObject({
    phone: '9 1111 2222',
    email: 'ana@soto.cl',
    address: 'Norte 5',
    city: 'Talca',
    version: 2,
  })

  const emptied = await shop.cashier.patch(`/api/customers/${made.id}`, { email: null, address: null, city: null })
  expect(emptied.body).toMatchObject({ email: null, addresses: [], phone: '9 1111 2222' })
  const several = await shop.cashier.patch(`/api/customers/${made.id}`, {
    addresses: [
      { label: 'Casa', line: 'Sur 1' },
      { label: 'Taller', line: 'Sur 2', country: 'CL' },
    ],
  })
  expect(several.body).toMatchObject({ address: 'Sur 1', addresses: [{ label: 'Casa' }, { label: 'Taller' }] })
})

test('changing the kind of document judges the number again', async () => {
  const { body } = await shop.cashier.post('/api/customers', { name: 'B', document_kind: 'passport', tax_id: 'AB12' })
  const reply = await shop.cashier.patch(`/api/customers/${body.id}`, { document_kind: 'tax_id' })
  expect(reply).toMatchObject({ status: 422, body: { code: 'business.bad_tax_id' } })
})

test('an edit that started from an old version is refused and shows the current one', async () => {
  const { body: made, headers } = await shop.cashier.post('/api/customers', { name: 'Versión' })
  await shop.cashier.patch(`/api/customers/${made.id}`, { name: 'Versión dos' })
  const ifMatch = { headers: { 'if-match': String(headers.etag) } }
  const reply = await shop.cashier.patch(`/api/customers/${made.id}`, { name: 'Versión mía' }, ifMatch)
  expect(reply).toMatchObject({ status: 412, body: { code: 'request.changed', current: { name: 'Versión dos' } } })
  expect((await shop.cashier.delete(`/api/customers/${made.id}`, ifMatch)).status).toBe(412)
})

test('credit is for whoever may grant it', async () => {
  const reply = await shop.cashier.post('/api/customers', { name: 'Fiado', credit_limit_minor: 1000 })
  expect(reply).toMatchObject({ status: 403, body: { permission: 'customers.credit' } })
  const { body } = await shop.cashier.post('/api/customers', { name: 'Fiado' })
  expect((await shop.cashier.patch(`/api/customers/${body.id}`, { credit_limit_minor: 1000 })).status).toBe(403)
  expect((await shop.as('gerente').patch(`/api/customers/${body.id}`, { credit_limit_minor: 1000 })).status).toBe(200)
})

test('an archived customer leaves the lists, keeps the record, frees the e-mail, and comes back', async () => {
  const { body: old } = await shop.cashier.post('/api/customers', { name: 'Se fue', email: 'se@fue.cl' })
  expect((await shop.cashier.delete(`/api/customers/${old.id}`)).body.archived_at).not.toBeNull()
  expect((await shop.cashier.delete(`/api/customers/${old.id}`)).status).toBe(200)

  expect((await shop.cashier.get('/api/customers?q=se@fue.cl')).body.items).toEqual([])
  expect((await shop.cashier.get('/api/customers?archived=true')).body.items).toMatchObject([{ id: old.id }])
  const edited = await shop.cashier.patch(`/api/customers/${old.id}`, { name: 'Volvió' })
  expect(edited).toMatchObject({ status: 409, body: { code: 'person.archived' } })

  const { body: other } = await shop.cashier.post('/api/customers', { name: 'Heredera', email: 'se@fue.cl' })
  const blocked = await shop.cashier.patch(`/api/customers/${old.id}`, { archived: false })
  expect(blocked).toMatchObject({ status: 409, body: { code: 'person.email_taken' } })
  await shop.cashier.patch(`/api/customers/${other.id}`, { email: null })
  const back = await shop.cashier.patch(`/api/customers/${old.id}`, { archived: false })
  expect(back).toMatchObject({ status: 200, body: { archived_at: null, email: 'se@fue.cl' } })
})

test('who did what, before and after, and the fact that others hear', async () => {
  const { body } = await shop.cashier.post('/api/customers', { name: 'Auditada' })
  await shop.cashier.patch(`/api/customers/${body.id}`, { name: 'Auditada Pérez' })
  await shop.cashier.delete(`/api/customers/${body.id}`)

  const entries = await shop.ctx.db
    .selectFrom('platform.audit_entry')
    .select(['action', 'actor_id', 'before', 'after'])
    .where('thing_id', '=', body.id)
    .orderBy('id')
    .execute()
  expect(entries).toMatchObject([
    { action: 'customer.created', actor_id: shop.cashier.actor.id, before: null, after: { name: 'Auditada' } },
    { action: 'person.changed', before: { name: 'Auditada' }, after: { name: 'Auditada Pérez' } },
    { action: 'customer.archived', before: { archived_at: null } },
  ])
  const facts = await shop.ctx.db
    .selectFrom('platform.fact')
    .select('name')
    .where('name', 'like', 'customer.%')
    .orderBy('id', 'desc')
    .limit(3)
    .execute()
  expect(facts.map(({ name }) => name)).toEqual(['customer.archived', 'customer.changed', 'customer.created'])
})

test('the list pages, counts, sorts and refuses what it cannot sort by', async () => {
  const first = (await shop.cashier.get('/api/customers?limit=2&count=true')).body
  expect(first.items).toHaveLength(2)
  expect(first.total).toBeGreaterThan(5)
  const second = (await shop.cashier.get(`/api/customers?limit=2&cursor=${first.next_cursor}`)).body
  expect(second.items[0].name >= first.items[1].name).toBe(true)
  expect((await shop.cashier.get('/api/customers?sort=-spent_minor')).status).toBe(200)
  expect((await shop.cashier.get('/api/customers?sort=notes')).status).toBe(422)
})

import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { openBusiness } from '#company'
import { createParties, writeTimeline } from '#contacts'
import { withClient } from '#platform/database/embedded/roles'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop()
  await transact(shop.ctx, async (tx) => {
    await openBusiness(tx, { name: 'Lubricentro' })
    await createParties(tx, [
      { name: 'María González Pérez', phone: '+56 9 8765-4321', email: 'maria@correo.cl', is_customer: true },
      { name: 'Juan Núñez', tax_id: '12.345.678-5', is_customer: true },
      {
        name: 'Transportes Ñandú SpA',
        tax_id: '76.086.428-5',
        phone: '(72) 222 3344',
        code: 'ÑAN-1',
        is_customer: true,
      },
      { name: 'Juana 100% Limpia', contact_name: 'Sofía', is_customer: true },
      { name: 'González Hermanos', is_supplier: true },
    ])
  })
})

const found = async (q: string) =>
  (await shop.cashier.get(`/api/customers/search?q=${encodeURIComponent(q)}`)).body.items.map(
    (one: { name: string }) => one.name,
  )

test.each([
  ['a phone as it is stored', '+56 9 8765-4321', 'María González Pérez'],
  ['the phone without prefix', '9 8765 4321', 'María González Pérez'],
  ['the phone with a dialling zero', '09 8765 4321', 'María González Pérez'],
  ['the phone without any sign', '56987654321', 'María González Pérez'],
  ['the last digits of a phone', '4321', 'María González Pérez'],
  ['an area code in brackets', '(72) 222-3344', 'Transportes Ñandú SpA'],
  ['an e-mail', 'MARIA@correo.cl', 'María González Pérez'],
  ['part of an e-mail', 'maria@', 'María González Pérez'],
  ['a name without accents', 'maria gonzalez', 'María González Pérez'],
  ['the words in another order', 'perez maria', 'María González Pérez'],
  ['a typing error', 'gonsalez', 'María González Pérez'],
  ['another typing error', 'marria', 'María González Pérez'],
  ['two letters swapped', 'jaun nuñez', 'Juan Núñez'],
  ['a RUT with dots', '12.345.678-5', 'Juan Núñez'],
  ['a RUT without signs', '123456785', 'Juan Núñez'],
  ['the start of a RUT', '12.345', 'Juan Núñez'],
  ['ñ typed as n', 'nandu', 'Transportes Ñandú SpA'],
  ['a code', 'ñan-1', 'Transportes Ñandú SpA'],
  ['the contact', 'sofia', 'Juana 100% Limpia'],
  ['a percent sign that is only text', '100%', 'Juana 100% Limpia'],
])('%s finds the customer', async (_what, q, name) => {
  expect((await found(q))[0]).toBe(name)
})

test.each(['zzzz', '%', '_', '\\', "' or 1=1 --", '999999999', '((((', '🛢️'])(
  '%s finds nobody and breaks nothing',
  async (q) => {
    expect(await found(q)).toEqual(q === '%' ? ['Juana 100% Limpia'] : [])
  },
)

test('a search needs text, and not a book', async () => {
  expect((await shop.cashier.get('/api/customers/search')).status).toBe(422)
  expect((await shop.cashier.get('/api/customers/search?q=%20')).status).toBe(422)
  expect((await shop.cashier.get(`/api/customers/search?q=${'a'.repeat(201)}`)).status).toBe(422)
})

test('suppliers are not found among customers', async () => {
  expect(await found('hermanos')).toEqual([])
  expect((await shop.owner.get('/api/suppliers?q=hermanos')).body.items).toHaveLength(1)
})

test('at most 50 are shown, the faithful first', async () => {
  const ids = await transact(shop.ctx, (tx) =>
    createParties(
      tx,
      Array.from({ length: 60 }, () => ({ name: 'Cliente Repetido', is_customer: true })),
    ),
  )
  const [faithful = ''] = ids.slice(-1)
  await transact(shop.ctx, (tx) =>
    writeTimeline(tx, { party_id: faithful, kind: 'order', thing_id: newId(), label: 'V-1', amount_minor: 100 }),
  )
  const { items } = (await shop.cashier.get('/api/customers/search?q=repetido')).body
  expect(items).toHaveLength(50)
  expect(items[0].id).toBe(faithful)
})

test('who is meant is found among 20,000 customers', async () => {
  await sql`
    insert into contacts.party (id, kind, name, email, document_kind, phone_digits, is_customer)
    select gen_random_uuid(), 'person', first || ' ' || last || ' ' || (array['Soto', 'Rojas', 'Díaz'])[1 + n % 3], n || '@correo.cl',
      'tax_id', '569' || (10000000 + n), true
    from generate_series(1, 20000) as n,
      lateral (select (array['Pedro', 'Camila', 'Rosa', 'Luis', 'Elena', 'Hugo'])[1 + n % 6] as first) as a,
      lateral (select (array['Muñoz', 'Silva', 'Contreras', 'Araya', 'Fuentes', 'Valdés', 'Tapia'])[1 + n % 7] as last) as b`.execute(
    shop.ctx.db,
  )
  await withClient(shop.owner_url, (client) => client.query('analyze contacts.party'))
  for (const [q, name] of [
    ['gonsalez', 'María González Pérez'],
    ['8765 4321', 'María González Pérez'],
    ['maria perez', 'María González Pérez'],
    ['12345678-5', 'Juan Núñez'],
    ['nunez', 'Juan Núñez'],
  ] as const)
    expect(await found(q), q).toContain(name)
})

import { beforeAll, expect, test } from 'vitest'
import { openBusiness } from '#company'
import { contacts, writeTimeline } from '#contacts'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { ImportRow } from '#platform/import/importable'
import { present } from '#platform/invariant'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop
const customers = present(contacts.imports[0], 'contacts imports customers')

beforeAll(async () => {
  shop = await openShop()
  await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro' }))
})

const row = (number: number, cells: ImportRow['cells']): ImportRow => ({ number, cells })
const judge = (...rows: ImportRow[]) => customers.judge(shop.ctx, rows)
const apply = (id: string, ...rows: ImportRow[]) => transact(shop.ctx, (tx) => customers.apply(tx, { id }, rows))
const undo = (id: string) => transact(shop.ctx, (tx) => customers.undo(tx, { id }))
const named = async (q: string) => (await shop.owner.get(`/api/customers?q=${encodeURIComponent(q)}`)).body.items

test('a good row becomes a customer, its cells read as people write them', async () => {
  const cells = {
    code: '0012',
    name: ' Ana Soto ',
    tax_id: '12345678-5',
    email: 'ANA@soto.cl',
    phone: '9 8765 4321',
    commune: 'Ñuñoa',
    country: 'chile',
    payment_days: 30,
    notes: '',
  }
  expect(await judge(row(2, cells))).toEqual([{ number: 2, outcome: 'created' }])
  const [verdict] = await apply(newId(), row(2, cells))
  expect(verdict).toMatchObject({ outcome: 'created' })
  const { body } = await shop.owner.get(`/api/customers/${verdict && 'thing_id' in verdict ? verdict.thing_id : ''}`)
  expect(body).toMatchObject({
    code: '0012',
    name: 'Ana Soto',
    tax_id_text: '12.345.678-5',
    email: 'ana@soto.cl',
    payment_days: 30,
    notes: null,
    addresses: [{ line: null, commune: 'Ñuñoa', country: 'CL' }],
  })
})

test.each([
  ['neither name nor code', { email: 'a@b.cl' }, 'name', 'person.name_needed'],
  ['a RUT with a wrong digit', { name: 'X', tax_id: '12.345.678-9' }, 'tax_id', 'business.bad_tax_id'],
  ['an e-mail that is none', { name: 'X', email: 'arroba' }, 'email', 'person.bad_cell'],
  ['a phone without digits', { name: 'X', phone: 'no' }, 'phone', 'person.bad_phone'],
  ['a term of years', { name: 'X', payment_days: 3000 }, 'payment_days', 'person.bad_cell'],
  ['a name that is a book', { name: 'x'.repeat(201) }, 'name', 'person.bad_cell'],
])('%s is refused, and the cell is named', async (_what, cells, column, code) => {
  expect(await judge(row(7, cells))).toMatchObject([{ number: 7, outcome: 'refused', column, code }])
})

test('a wrong RUT is reported with the right one', async () => {
  const [verdict] = await judge(row(7, { name: 'X', tax_id: '12.345.678-9' }))
  expect(verdict).toMatchObject({ values: { suggestion: '12.345.678-5', tax_id_name: 'RUT' } })
})

test('a customer known only by a code is called by it', async () => {
  await apply(newId(), row(2, { code: '17850', country: 'United Kingdom' }))
  expect(await named('17850')).toMatchObject([{ name: '17850', code: '17850' }])
  expect(await judge(row(2, { code: '17850' }))).toEqual([{ number: 2, outcome: 'unchanged' }])
})

test('a known customer is completed; empty cells take nothing away', async () => {
  const { body } = await shop.owner.post('/api/customers', {
    name: 'Rosa Díaz',
    email: 'rosa@d.cl',
    phone: '9 1',
    city: 'Talca',
  })
  const cells = { name: 'Rosa Díaz Vera', email: 'rosa@d.cl', phone: '', city: 'Curicó' }
  expect(await judge(row(3, cells))).toEqual([{ number: 3, outcome: 'changed', thing_id: body.id }])
  await apply(newId(), row(3, cells))
  const after = (await shop.owner.get(`/api/customers/${body.id}`)).body
  expect(after).toMatchObject({ name: 'Rosa Díaz Vera', phone: '9 1', city: 'Curicó' })
  expect(await judge(row(3, cells))).toEqual([{ number: 3, outcome: 'unchanged' }])
})

test('a supplier in the file becomes a customer too', async () => {
  const { body } = await shop.owner.post('/api/suppliers', { name: 'Mixto', code: 'MIX' })
  await apply(newId(), row(2, { code: 'mix', name: 'Mixto' }))
  expect((await shop.owner.get(`/api/people/${body.id}`)).body).toMatchObject({ is_customer: true, is_supplier: true })
})

test('the same customer twice in a file, or several records for one row, is refused', async () => {
  const twice = await judge(row(2, { name: 'A', email: 'doble@a.cl' }), row(9, { name: 'B', email: 'DOBLE@a.cl' }))
  expect(twice[1]).toMatchObject({ number: 9, code: 'person.same_in_file', values: { row: 2 } })
  await shop.owner.post('/api/customers', { name: 'Por correo', email: 'uno@x.cl' })
  await shop.owner.post('/api/customers', { name: 'Por código', code: 'X-1' })
  const [several] = await judge(row(2, { name: 'C', email: 'uno@x.cl', code: 'x-1' }))
  expect(several).toMatchObject({ code: 'person.several', outcome: 'refused' })
})

test('judging writes nothing', async () => {
  const count = async () => (await shop.owner.get('/api/customers?count=true')).body.total
  const before = await count()
  await judge(row(2, { name: 'Fantasma' }))
  expect(await count()).toBe(before)
})

test('a run that was interrupted goes on where it stopped', async () => {
  const run = newId()
  const rows = [
    row(2, { name: 'Sin clave uno' }),
    row(3, { name: 'Sin clave dos' }),
    row(4, { name: 'X', email: 'no' }),
  ]
  const first = await apply(run, ...rows)
  const again = await apply(run, ...rows)
  expect(again).toEqual(first)
  expect(await named('sin clave')).toHaveLength(2)
})

test('a whole run is taken back', async () => {
  const run = newId()
  const { body: known } = await shop.owner.post('/api/customers', {
    name: 'Conocida',
    code: 'K',
    phone: '9 1',
    commune: 'Maule',
  })
  await apply(
    run,
    row(2, { name: 'Nueva del archivo' }),
    row(3, { code: 'K', name: 'Conocida Dos', phone: '9 2', commune: 'Lota' }),
  )

  expect(await undo(run)).toEqual({ undone: 2, blocked: [] })
  expect(await named('nueva del archivo')).toEqual([])
  const after = (await shop.owner.get(`/api/customers/${known.id}`)).body
  expect(after).toMatchObject({ name: 'Conocida', phone: '9 1', commune: 'Maule' })
  expect(await undo(run)).toEqual({ undone: 0, blocked: [] })
})

test('what was used or changed since stays, and is named', async () => {
  const run = newId()
  const verdicts = await apply(
    run,
    row(2, { name: 'Ya compró' }),
    row(3, { name: 'Ya editada' }),
    row(4, { name: 'Ya nada' }),
  )
  const [bought = '', edited = ''] = verdicts.map((one) => ('thing_id' in one ? one.thing_id : undefined))
  await transact(shop.ctx, (tx) =>
    writeTimeline(tx, { party_id: bought, kind: 'order', thing_id: newId(), label: 'V-1', amount_minor: 1 }),
  )
  await shop.owner.patch(`/api/customers/${edited}`, { notes: 'a mano' })

  const { undone, blocked } = await undo(run)
  expect(undone).toBe(1)
  expect(blocked.map(({ label, says }) => [label, says.es])).toEqual([
    ['Ya editada', 'Se cambió después de importarla.'],
    ['Ya compró', 'Ya tiene ventas u otros movimientos.'],
  ])
})

test('4,372 customers are imported in batches', async () => {
  const run = newId()
  for (let n = 0; n < 4372; n += 500) {
    const rows = Array.from({ length: Math.min(500, 4372 - n) }, (_, i) =>
      row(n + i + 2, { code: String(100_000 + n + i), country: 'United Kingdom' }),
    )
    const verdicts = await apply(run, ...rows)
    expect(verdicts.every(({ outcome }) => outcome === 'created')).toBe(true)
  }
})

import { beforeAll, expect, test } from 'vitest'
import { defaultWarehouse, openBusiness, type Store, storesOf, type Till, type Warehouse, warehousesOf } from '#company'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop
let main: { store: Store; warehouse: Warehouse; till: Till }

beforeAll(async () => {
  shop = await openShop()
  main = await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro' }))
})

const factsNamed = (name: string) =>
  shop.ctx.db.selectFrom('platform.fact').select('data').where('name', '=', name).orderBy('id', 'desc').execute()

// ── stores ──────────────────────────────────────────────────────────────────────────────────────────────────────

test('a store needs a name; its code is invented', async () => {
  const reply = await shop.owner.post('/api/stores', { name: 'Sucursal Ñuñoa', commune: 'Ñuñoa' })
  expect(reply).toMatchObject({ status: 201, body: { name: 'Sucursal Ñuñoa', code: 'T2', archived_at: null } })
  expect(reply.headers.etag).toBe('"1"')
  expect((await factsNamed('store.created'))[0]?.data).toMatchObject({ store_id: reply.body.id })
})

test('two stores do not share a code', async () => {
  const reply = await shop.owner.post('/api/stores', { name: 'Otra', code: 'T2' })
  expect(reply).toMatchObject({ status: 409, body: { code: 'store.code_taken' } })
})

test('a store is found without accents, by name or code', async () => {
  expect((await shop.cashier.get('/api/stores?q=nunoa')).body.items).toHaveLength(1)
  expect((await shop.cashier.get('/api/stores?q=t2')).body.items).toHaveLength(1)
  expect((await shop.cashier.get('/api/stores?q=arica')).body.items).toHaveLength(0)
})

test('a store is archived only when it is empty and not the last, and reopens', async () => {
  const id = main.store.id
  const inUse = await shop.owner.patch(`/api/stores/${id}`, { archived: true })
  expect(inUse).toMatchObject({ status: 409, body: { code: 'store.in_use', warehouses: 1, tills: 1 } })

  const empty = (await shop.owner.post('/api/stores', { name: 'De paso' })).body
  const gone = await shop.owner.patch(`/api/stores/${empty.id}`, { archived: true })
  expect(gone.body.archived_at).not.toBeNull()
  expect((await shop.owner.get('/api/stores?archived=true')).body.items).toMatchObject([{ name: 'De paso' }])
  expect((await storesOf(shop.ctx)).map(({ name }) => name)).not.toContain('De paso')
  const closed = await shop.owner.post('/api/tills', { name: 'Caja', store_id: empty.id })
  expect(closed).toMatchObject({ status: 409, body: { code: 'store.archived' } })

  const back = await shop.owner.patch(`/api/stores/${empty.id}`, { archived: false })
  expect(back.body.archived_at).toBeNull()
  await shop.owner.patch(`/api/stores/${empty.id}`, { archived: true })
})

test('the last store stays', async () => {
  const other = (await shop.owner.post('/api/stores', { name: 'Segunda' })).body.id
  const first = await shop.owner.patch(`/api/stores/${other}`, { archived: true })
  expect(first.status).toBe(200)
  await shop.owner.patch(`/api/stores/${other}`, { archived: false })
  await shop.ctx.db.updateTable('company.store').set({ archived_at: new Date() }).where('id', '!=', other).execute()
  const last = await shop.owner.patch(`/api/stores/${other}`, { archived: true })
  expect(last).toMatchObject({ status: 409, body: { code: 'store.last' } })
  await shop.ctx.db.updateTable('company.store').set({ archived_at: null }).where('id', '=', main.store.id).execute()
  await shop.owner.patch(`/api/stores/${other}`, { archived: true })
})

test.each([
  ['GET', '/api/stores/'],
  ['GET', '/api/warehouses/'],
  ['GET', '/api/tills/'],
] as const)('%s %s of a thing that does not exist is 404', async (_method, path) => {
  expect((await shop.owner.get(path + newId())).status).toBe(404)
  expect((await shop.owner.patch(path + newId(), { name: 'x' })).status).toBe(404)
})

// ── warehouses ──────────────────────────────────────────────────────────────────────────────────────────────────

test('the documented body of a warehouse works as it stands', async () => {
  const reply = await shop.owner.post('/api/warehouses', {
    name: 'Patio',
    location: 'Fondo, izquierda',
    description: 'Tambores',
    capacity: '12.5',
  })
  expect(reply).toMatchObject({
    status: 201,
    body: { name: 'Patio', code: 'B2', store_id: main.store.id, capacity: 12.5, is_default: false },
  })
})

test('with several stores the store must be said, or chosen for the session', async () => {
  const second = (await shop.owner.post('/api/stores', { name: 'Con bodega' })).body
  const unclear = await shop.owner.post('/api/warehouses', { name: '¿Dónde?' })
  expect(unclear).toMatchObject({ status: 422, body: { code: 'store.needed', errors: [{ path: 'store_id' }] } })

  const chosen = await shop.owner.post('/api/warehouses', { name: 'Elegida' }, { headers: { 'x-store-id': second.id } })
  expect(chosen.body).toMatchObject({ store_id: second.id, is_default: true })
  await shop.ctx.db
    .updateTable('company.warehouse')
    .set({ is_default: false, archived_at: new Date() })
    .where('id', '=', chosen.body.id)
    .execute()
  await shop.owner.patch(`/api/stores/${second.id}`, { archived: true })
})

test('a store has one default warehouse: naming another moves it', async () => {
  const next = (await shop.owner.post('/api/warehouses', { name: 'Nueva principal', is_default: true })).body
  expect(next.is_default).toBe(true)
  expect((await defaultWarehouse(shop.ctx, main.store.id)).id).toBe(next.id)

  await shop.owner.patch(`/api/warehouses/${main.warehouse.id}`, { is_default: true })
  const defaults = (await warehousesOf(shop.ctx)).filter((one) => one.store_id === main.store.id && one.is_default)
  expect(defaults.map(({ id }) => id)).toEqual([main.warehouse.id])
  expect((await shop.owner.patch(`/api/warehouses/${next.id}`, { is_default: false })).status).toBe(422)
})

test('a warehouse that something needs is not archived', async () => {
  const isDefault = await shop.owner.delete(`/api/warehouses/${main.warehouse.id}`)
  expect(isDefault).toMatchObject({ status: 409, body: { code: 'warehouse.is_default' } })

  const spare = (await shop.owner.post('/api/warehouses', { name: 'Con caja' })).body
  const till = (await shop.owner.post('/api/tills', { name: 'Caja del patio', warehouse_id: spare.id })).body
  const hasTill = await shop.owner.delete(`/api/warehouses/${spare.id}`)
  expect(hasTill).toMatchObject({ status: 409, body: { code: 'warehouse.has_tills', till: 'Caja del patio' } })

  await shop.owner.patch(`/api/tills/${till.id}`, { warehouse_id: main.warehouse.id })
  expect((await shop.owner.delete(`/api/warehouses/${spare.id}`)).body.archived_at).not.toBeNull()
})

test('archiving asks first, tells after, and is done once', async () => {
  const { id } = (await shop.owner.post('/api/warehouses', { name: 'Vacía' })).body
  await shop.owner.delete(`/api/warehouses/${id}`)
  const again = await shop.owner.delete(`/api/warehouses/${id}`)

  expect(again).toMatchObject({ status: 200, body: { version: 2 } })
  for (const name of ['warehouse.archiving', 'warehouse.archived']) {
    const told = (await factsNamed(name)).filter(({ data }) => (data as { warehouse_id: string }).warehouse_id === id)
    expect(told).toHaveLength(1)
  }
  expect((await shop.owner.get('/api/warehouses')).body.items.map((one: Warehouse) => one.id)).not.toContain(id)
  expect((await shop.owner.get(`/api/warehouses/${id}`)).status).toBe(200)
  const asDefault = await shop.owner.patch(`/api/warehouses/${id}`, { is_default: true })
  expect(asDefault).toMatchObject({ status: 409, body: { code: 'warehouse.archived' } })
  expect((await shop.owner.patch(`/api/warehouses/${id}`, { archived: false })).body.archived_at).toBeNull()
})

test('a warehouse code is its own', async () => {
  const reply = await shop.owner.patch(`/api/warehouses/${main.warehouse.id}`, { code: 'B2' })
  expect(reply).toMatchObject({ status: 409, body: { code: 'warehouse.code_taken' } })
  expect((await shop.owner.post('/api/warehouses', { name: 'x', code: 'a b' })).status).toBe(422)
})

// ── tills ───────────────────────────────────────────────────────────────────────────────────────────────────────

test('a till takes goods from the default warehouse of its store', async () => {
  const reply = await shop.as('gerente').post('/api/tills', { name: 'Caja 2' })
  expect(reply).toMatchObject({ status: 201, body: { warehouse_id: main.warehouse.id, store_id: main.store.id } })
  const twin = await shop.owner.post('/api/tills', { name: 'Caja 2' })
  expect(twin).toMatchObject({ status: 409, body: { code: 'till.name_taken' } })
})

test('a till cannot sell from another store, nor from an archived warehouse', async () => {
  const second = (await shop.owner.post('/api/stores', { name: 'Lejana' })).body
  const far = (await shop.owner.post('/api/warehouses', { name: 'Bodega lejana', store_id: second.id })).body
  const other = await shop.owner.post('/api/tills', { name: 'x', store_id: main.store.id, warehouse_id: far.id })
  expect(other).toMatchObject({ status: 422, body: { code: 'warehouse.other_store' } })

  const old = (await shop.owner.post('/api/warehouses', { name: 'Vieja', store_id: main.store.id })).body
  await shop.owner.delete(`/api/warehouses/${old.id}`)
  const archived = await shop.owner.post('/api/tills', { name: 'x', store_id: main.store.id, warehouse_id: old.id })
  expect(archived).toMatchObject({ status: 409, body: { code: 'warehouse.archived' } })
})

test('a till is archived and comes back', async () => {
  const till = (await shop.owner.post('/api/tills', { name: 'Caja vieja', store_id: main.store.id })).body
  await shop.owner.patch(`/api/tills/${till.id}`, { archived: true })
  expect((await factsNamed('till.archiving'))[0]?.data).toMatchObject({ till_id: till.id })
  const open = (await shop.owner.get(`/api/tills?store_id=${main.store.id}`)).body.items
  expect(open.map((one: Till) => one.id)).not.toContain(till.id)
  expect((await shop.owner.patch(`/api/tills/${till.id}`, { archived: false })).body.archived_at).toBeNull()
})

test('the same command sent twice makes one till', async () => {
  const body = { name: 'Caja doble', store_id: main.store.id }
  const [first, second] = [
    await shop.owner.post('/api/tills', body, { key: 'once' }),
    await shop.owner.post('/api/tills', body, { key: 'once' }),
  ]
  expect(second.body).toEqual(first.body)
  expect(second.headers['idempotent-replayed']).toBe('true')
})

test('a client-made id names one thing only', async () => {
  const id = newId()
  expect((await shop.owner.post('/api/stores', { id, name: 'Con id' })).body.id).toBe(id)
  expect(await shop.owner.post('/api/stores', { id, name: 'Otra' })).toMatchObject({
    status: 409,
    body: { code: 'store.id_taken' },
  })
  const warehouse = await shop.owner.post('/api/warehouses', { id: main.warehouse.id, name: 'Otra', store_id: id })
  expect(warehouse).toMatchObject({ status: 409, body: { code: 'warehouse.id_taken' } })
  const till = await shop.owner.post('/api/tills', { id: main.till.id, name: 'Otra', store_id: main.store.id })
  expect(till).toMatchObject({ status: 409, body: { code: 'till.id_taken' } })
})

import { beforeAll, expect, test } from 'vitest'
import { createStore, createTill, createWarehouse, defaultWarehouse, openBusiness } from '#company'
import { transact } from '#platform/database/transact'
import type { RoleName } from '#platform/module'
import { openShop, permissionsOf, type TestShop, type Worker } from '../../../tests/support/open-shop.ts'

let shop: TestShop
let own: Place
let other: Place
/** Works in one of two stores, with every permission there. */
let limited: Worker

interface Place {
  store: string
  warehouse: string
  till: string
}

beforeAll(async () => {
  shop = await openShop()
  own = await transact(shop.ctx, async (tx) => {
    const { store, warehouse, till } = await openBusiness(tx, { name: 'Lubricentro' })
    return { store: store.id, warehouse: warehouse.id, till: till.id }
  })
  other = await transact(shop.ctx, async (tx) => {
    const store = await createStore(tx, { name: 'Sucursal' })
    const warehouse = await createWarehouse(tx, { name: 'Bodega de la sucursal', store_id: store.id })
    const till = await createTill(tx, { name: 'Caja de la sucursal', store_id: store.id })
    return { store: store.id, warehouse: warehouse.id, till: till.id }
  })
  limited = shop.as('admin', { stores: [own.store] })
})

const LISTS = [
  ['/api/stores', 'store'],
  ['/api/warehouses', 'warehouse'],
  ['/api/tills', 'till'],
] as const

test.each(LISTS)('%s shows a limited user only their own', async (path, thing) => {
  const { body } = await limited.get(`${path}?count=true`)
  expect(body.items.map((one: { id: string }) => one.id)).toEqual([own[thing]])
  expect(body.total).toBe(1)
  expect((await shop.owner.get(path)).body.items).toHaveLength(2)
})

test.each(LISTS)('%s/{id} of another store does not exist for them, to read or to change', async (path, thing) => {
  expect((await limited.get(`${path}/${own[thing]}`)).status).toBe(200)
  expect((await limited.get(`${path}/${other[thing]}`)).status).toBe(404)
  expect((await limited.patch(`${path}/${other[thing]}`, { name: 'mía' })).status).toBe(404)
  expect((await limited.patch(`${path}/${own[thing]}`, { name: 'La nuestra' })).status).toBe(200)
})

test('what names another store in its body, filter or header is not found', async () => {
  expect((await limited.get(`/api/warehouses?store_id=${other.store}`)).status).toBe(404)
  expect((await limited.post('/api/warehouses', { name: 'x', store_id: other.store })).status).toBe(404)
  expect((await limited.post('/api/tills', { name: 'x', store_id: other.store })).status).toBe(404)
  expect((await limited.post('/api/tills', { name: 'x', warehouse_id: other.warehouse })).status).toBe(404)
  expect((await limited.patch(`/api/tills/${own.till}`, { warehouse_id: other.warehouse })).status).toBe(404)
  expect((await limited.delete(`/api/warehouses/${other.warehouse}`)).status).toBe(404)
  await expect(defaultWarehouse({ ...shop.ctx, actor: limited.actor }, other.store)).rejects.toMatchObject({
    status: 404,
  })
})

test('searching and sorting give no glimpse of another store', async () => {
  expect((await limited.get('/api/warehouses?q=sucursal')).body.items).toEqual([])
  expect((await limited.get('/api/tills?sort=-created_at')).body.items).toHaveLength(1)
  expect((await limited.get('/api/stores?archived=true')).body.items).toEqual([])
})

test('who is limited to a warehouse sees that one and its tills', async () => {
  const storekeeper = shop.as('bodeguero', { warehouses: [other.warehouse] })
  expect((await storekeeper.get('/api/warehouses')).body.items).toMatchObject([{ id: other.warehouse }])
  expect((await storekeeper.get('/api/tills')).body.items).toMatchObject([{ id: other.till }])
  expect((await storekeeper.get(`/api/warehouses/${own.warehouse}`)).status).toBe(404)
})

test('who is limited does not open new places that they could not see', async () => {
  expect((await limited.post('/api/stores', { name: 'Mía' })).status).toBe(403)
  const warehouseOnly = shop.as('admin', { warehouses: [own.warehouse] })
  expect((await warehouseOnly.post('/api/warehouses', { name: 'x', store_id: own.store })).status).toBe(403)
})

const CHANGES = [
  ['stores.change', (by: Worker) => by.patch(`/api/stores/${own.store}`, { city: 'Rancagua' })],
  ['warehouses.change', (by: Worker) => by.patch(`/api/warehouses/${own.warehouse}`, { location: 'Atrás' })],
  ['tills.change', (by: Worker) => by.patch(`/api/tills/${own.till}`, { name: 'Caja 1' })],
  ['settings.change', (by: Worker) => by.patch('/api/settings', { city: 'Rancagua' })],
] as const
const ROLES: RoleName[] = ['admin', 'gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion', 'analista']

test.each(CHANGES.flatMap(([permission, change]) => ROLES.map((role) => [permission, role, change] as const)))(
  '%s as %s is what the permission table says',
  async (permission, role, change) => {
    const allowed = permissionsOf(role).includes(permission)
    expect((await change(shop.as(role))).status).toBe(allowed ? 200 : 403)
    expect((await shop.as(role).get('/api/stores')).status).toBe(200)
  },
)

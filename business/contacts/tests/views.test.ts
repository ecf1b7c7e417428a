import { beforeAll, expect, test } from 'vitest'
import { openBusiness } from '#company'
import { startingRoles } from '#people'
import { transact } from '#platform/database/transact'
import { newId } from '#platform/ids'
import type { RoleName } from '#platform/module'
import { openShop, permissionsOf, type TestShop } from '../../../tests/support/open-shop.ts'

let shop: TestShop

beforeAll(async () => {
  shop = await openShop()
  await transact(shop.ctx, (tx) => openBusiness(tx, { name: 'Lubricentro' }))
})

const VIEWS = [
  ['/api/customers', 'is_customer', 'customers'],
  ['/api/suppliers', 'is_supplier', 'suppliers'],
  ['/api/employees', 'is_employee', 'employees'],
  ['/api/sales-reps', 'is_rep', 'sales_reps'],
] as const
const ROLES: RoleName[] = ['admin', 'gerente', 'vendedor', 'cajero', 'bodeguero', 'tecnico', 'recepcion', 'analista']

test.each(VIEWS)('%s adds, lists, shows, changes and archives in its own role', async (path, flag) => {
  const { status, body } = await shop.owner.post(path, { name: `De ${path}`, phone: '9 8888 7777' })
  expect(status).toBe(201)
  expect(body[flag]).toBe(true)
  expect((await shop.owner.get(path)).body.items).toMatchObject([{ id: body.id }])
  expect((await shop.owner.patch(`${path}/${body.id}`, { notes: 'vista' })).body.notes).toBe('vista')
  expect((await shop.owner.delete(`${path}/${body.id}`)).body.archived_at).not.toBeNull()
  expect((await shop.owner.get(path)).body.items).toEqual([])
  for (const [other] of VIEWS.filter(([one]) => one !== path)) {
    expect((await shop.owner.get(`${other}/${body.id}`)).status).toBe(404)
    expect((await shop.owner.patch(`${other}/${body.id}`, { name: 'x' })).status).toBe(404)
    expect((await shop.owner.delete(`${other}/${body.id}`)).status).toBe(404)
  }
})

test.each(VIEWS.flatMap(([path, , area]) => ROLES.map((role) => [path, role, area] as const)))(
  '%s as %s is what the permission table says',
  async (path, role, area) => {
    const worker = shop.as(role)
    const has = (permission: string) => permissionsOf(role).includes(permission)
    expect((await worker.get(path)).status).toBe(has(`${area}.see`) ? 200 : 403)
    expect((await worker.post(path, { name: `Por ${role}` })).status).toBe(has(`${area}.change`) ? 201 : 403)
  },
)

test('nobody who is not signed in sees anybody', async () => {
  for (const path of [...VIEWS.map(([one]) => one), '/api/people', '/api/customers/search?q=x']) {
    expect((await shop.anonymous.get(path)).status).toBe(401)
  }
})

test('the common list shows to each only what their views show', async () => {
  const make = async (name: string, flags: object) => (await shop.owner.post('/api/people', { name, ...flags })).body.id
  const both = await make('Cliente y empleada', { is_customer: true, is_employee: true })
  const employee = await make('Solo empleado', { is_employee: true })
  const seen = async (who: typeof shop.owner, query: string) =>
    (await who.get(`/api/people?limit=200${query}`)).body.items.map((one: { id: string }) => one.id)

  expect(await seen(shop.owner, '&is_employee=true')).toEqual(expect.arrayContaining([both, employee]))
  expect(await seen(shop.cashier, '')).toContain(both)
  expect(await seen(shop.cashier, '&is_employee=true')).not.toContain(employee)
  expect(await seen(shop.owner, '&is_customer=false&is_employee=true&q=solo')).toEqual([employee])
  expect((await shop.cashier.get(`/api/people/${employee}`)).status).toBe(404)
  expect((await shop.cashier.patch(`/api/people/${employee}`, { name: 'x' })).status).toBe(404)
  expect((await shop.cashier.get(`/api/people/${employee}/timeline`)).status).toBe(404)
  const nobody = shop.as('cajero', { permissions: ['contacts.see'] })
  expect(await seen(nobody, '')).toEqual([])
})

test('the common list gives no way around the permission of a role', async () => {
  expect((await shop.cashier.post('/api/people', { name: 'Jefe', is_employee: true })).status).toBe(403)
  const { body } = await shop.cashier.post('/api/people', { name: 'Clienta', is_customer: true })
  expect((await shop.cashier.patch(`/api/people/${body.id}`, { is_employee: true })).status).toBe(403)
  await shop.owner.patch(`/api/people/${body.id}`, { is_employee: true })
  expect((await shop.cashier.patch(`/api/people/${body.id}`, { notes: 'x' })).status).toBe(403)
  expect((await shop.cashier.delete(`/api/people/${body.id}`)).status).toBe(403)
  expect((await shop.cashier.patch(`/api/customers/${body.id}`, { notes: 'x' })).status).toBe(200)
})

test('a person must be something to the shop', async () => {
  const reply = await shop.owner.post('/api/people', { name: 'Nadie' })
  expect(reply).toMatchObject({ status: 422, body: { code: 'person.role_needed' } })
  const { body } = await shop.owner.post('/api/people', { name: 'Alguien', is_customer: true })
  const none = await shop.owner.patch(`/api/people/${body.id}`, { is_customer: false })
  expect(none).toMatchObject({ status: 422, body: { code: 'person.role_needed' } })
})

test('archived in one role, somebody goes on in the other', async () => {
  const { body } = await shop.owner.post('/api/people', { name: 'Doble', is_customer: true, is_supplier: true })
  const left = await shop.owner.delete(`/api/customers/${body.id}`)
  expect(left.body).toMatchObject({ is_customer: false, is_supplier: true, archived_at: null })
  expect((await shop.owner.get(`/api/customers/${body.id}`)).status).toBe(404)
  expect((await shop.owner.delete(`/api/suppliers/${body.id}`)).body.archived_at).not.toBeNull()
})

test('an employee signs in with one user, which is nobody else', async () => {
  const unknown = await shop.owner.post('/api/employees', { name: 'Con usuario', user_id: newId() })
  expect(unknown).toMatchObject({ status: 422, body: { code: 'person.unknown_user' } })

  await startingRoles(shop.ctx, {})
  const role = await shop.ctx.db
    .selectFrom('people.role')
    .select('id')
    .where('name', '=', 'tecnico')
    .executeTakeFirstOrThrow()
  const user_id = newId()
  await shop.ctx.db
    .insertInto('people.user')
    .values({ id: user_id, email: 'tecnico@taller.cl', full_name: 'Teo', role_id: role.id, created_at: new Date() })
    .execute()
  const { body } = await shop.owner.post('/api/employees', { name: 'Teo', job_title: 'Mecánico', user_id })
  expect(body).toMatchObject({ user_id, job_title: 'Mecánico' })
  const twin = await shop.owner.post('/api/employees', { name: 'Otro', user_id })
  expect(twin).toMatchObject({ status: 409, body: { code: 'person.user_taken', errors: [{ path: 'user_id' }] } })
})

test('a sales representative works for a supplier', async () => {
  const astray = await shop.owner.post('/api/sales-reps', { name: 'De nadie', represents_id: newId() })
  expect(astray).toMatchObject({ status: 422, body: { code: 'person.unknown_supplier' } })
  const supplier = (await shop.owner.post('/api/suppliers', { name: 'Lubricantes del Sur' })).body
  const rep = await shop.owner.post('/api/sales-reps', { name: 'Pedro', represents_id: supplier.id })
  expect(rep.body).toMatchObject({ represents_id: supplier.id, is_rep: true, is_supplier: false })
  const other = (await shop.owner.post('/api/suppliers', { name: 'Filtros del Norte' })).body
  await shop.owner.post('/api/sales-reps', { name: 'Rosa', represents_id: other.id })
  const named = async (of: { id: string }) =>
    (await shop.owner.get(`/api/sales-reps?represents_id=${of.id}`)).body.items.map((one: { name: string }) => one.name)
  expect(await named(supplier)).toEqual(['Pedro'])
  expect(await named(other)).toEqual(['Rosa'])
})

import { beforeAll, expect, test } from 'vitest'
import { authoriseByPin, spendApproval } from '#people'
import type { Actor } from '../../../platform/actor.ts'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import { openShop, type TestShop } from '../../../tests/support/open-shop.ts'
import { hire, OWNER, Person, setUp } from './person.ts'

type Hired = Awaited<ReturnType<typeof hire>>

let shop: TestShop
let owner: Person
let manager: Hired
let cashier: Hired
let roles: Record<string, string>
let other_store: string
const start = new Date('2026-03-02T12:00:00Z')

beforeAll(async () => {
  shop = await openShop({ signs_in: true })
  shop.time.now = start
  owner = await setUp(shop)
  manager = await hire(shop, owner, { role: 'gerente', email: 'gerente@tienda.example' })
  cashier = await hire(shop, owner, { role: 'cajero', email: 'cajera@tienda.example' })
  const items: { name: string; id: string }[] = (await owner.get('/api/roles')).body.items
  roles = Object.fromEntries(items.map(({ name, id }) => [name, id]))
  other_store = (await owner.post('/api/stores', { name: 'Sucursal Norte' })).body.id
})

const idOf = async (email: string) => (await owner.get(`/api/users?q=${email}`)).body.items[0]?.id as string

test('the eight starting roles exist with the permissions of the modules', async () => {
  const { items } = (await owner.get('/api/roles')).body
  expect(Object.keys(roles).sort()).toEqual(
    ['admin', 'analista', 'bodeguero', 'cajero', 'gerente', 'recepcion', 'tecnico', 'vendedor'].sort(),
  )
  const admin = items.find((one: { name: string }) => one.name === 'admin')
  const every = (await owner.get('/api/permissions')).body.items
  expect(admin.permission_count).toBe(every.length)
  expect(every.every((one: { es: string; en: string }) => one.es !== '' && one.en !== '')).toBe(true)
})

test('S30 nobody promotes themselves, a manager cannot touch an administrator, the last one stays', async () => {
  const admin_id = await idOf(OWNER.email)
  expect((await cashier.person.patch(`/api/users/${cashier.id}`, { role_id: roles.admin })).status).toBe(403)
  expect((await manager.person.patch(`/api/users/${manager.id}`, { role_id: roles.admin })).body.code).toBe(
    'people.own_role',
  )
  expect((await manager.person.patch(`/api/users/${cashier.id}`, { role_id: roles.admin })).body.code).toBe(
    'people.above_you',
  )
  expect((await manager.person.patch(`/api/users/${admin_id}`, { full_name: 'Otra' })).status).toBe(403)
  expect((await manager.person.post(`/api/users/${admin_id}/deactivate`)).status).toBe(403)
  expect((await manager.person.post(`/api/users/${admin_id}/reset-password`)).status).toBe(403)
  const made = { email: 'x@tienda.example', full_name: 'X', role_id: roles.admin }
  expect((await manager.person.post('/api/users', made)).status).toBe(403)

  expect((await owner.post(`/api/users/${admin_id}/deactivate`)).body.code).toBe('people.last_admin')
  const second = await hire(shop, owner, { role: 'admin', email: 'segunda@tienda.example' })
  const [a, b] = await Promise.all([
    owner.post(`/api/users/${second.id}/deactivate`),
    second.person.post(`/api/users/${admin_id}/deactivate`),
  ])
  const active = (
    await shop.db
      .selectFrom('people.user')
      .select('id')
      .where('deactivated_at', 'is', null)
      .where('role_id', '=', roles.admin ?? '')
      .execute()
  ).length
  expect([active, [a.status, b.status].filter((status) => status === 200).length]).toEqual([1, 1])
  if (b.status === 200) {
    await shop.db.updateTable('people.user').set({ deactivated_at: null }).where('id', '=', admin_id).execute()
    owner = new Person(shop, 'browser')
    await owner.signIn(OWNER.email, OWNER.password)
  }
})

test('S28 fields that are not one’s to set are unknown', async () => {
  for (const extra of [
    { password_hash: 'x' },
    { created_at: 'x' },
    { is_admin: true },
    { is_demo: true },
    { version: 9 },
  ]) {
    expect((await owner.patch(`/api/users/${cashier.id}`, extra)).status).toBe(422)
    const made = { email: 'y@tienda.example', full_name: 'Y', role_id: roles.cajero, ...extra }
    expect((await owner.post('/api/users', made)).status).toBe(422)
  }
})

test('a manager of one store sees and places people only there', async () => {
  const [{ id: store }] = (await owner.get('/api/stores?sort=name')).body.items.filter(
    (one: { id: string }) => one.id !== other_store,
  )
  const local = await hire(shop, owner, { role: 'gerente', email: 'local@tienda.example', store_ids: [store] })
  const near = await hire(shop, owner, { role: 'cajero', email: 'cerca@tienda.example', store_ids: [store] })
  const far = await hire(shop, owner, { role: 'cajero', email: 'lejos@tienda.example', store_ids: [other_store] })

  const seen = (await local.person.get('/api/users')).body.items.map((one: { email: string }) => one.email).sort()
  expect(seen).toEqual([near.email, local.email])
  for (const id of [far.id, cashier.id]) {
    expect((await local.person.get(`/api/users/${id}`)).status).toBe(404)
    expect((await local.person.get(`/api/users/${id}/sessions`)).status).toBe(404)
    expect((await local.person.patch(`/api/users/${id}`, { full_name: 'Z' })).status).toBe(404)
    expect((await local.person.post(`/api/users/${id}/deactivate`)).status).toBe(404)
    expect((await local.person.delete(`/api/users/${id}/sessions`)).status).toBe(404)
  }
  expect((await local.person.patch(`/api/users/${near.id}`, { full_name: 'Cerca' })).status).toBe(200)
  const made = { full_name: 'Q', role_id: roles.cajero }
  expect((await local.person.post('/api/users', { ...made, email: 'q1@tienda.example' })).status).toBe(404)
  expect(
    (await local.person.post('/api/users', { ...made, email: 'q2@tienda.example', store_ids: [other_store] })).status,
  ).toBe(404)
  expect(
    (await local.person.post('/api/users', { ...made, email: 'q3@tienda.example', store_ids: [store] })).status,
  ).toBe(201)
  expect((await local.person.patch(`/api/users/${near.id}`, { store_ids: null })).status).toBe(404)
  expect((await local.person.patch(`/api/users/${local.id}`, { store_ids: null })).status).toBe(403)
})

test('users are searched without accents, counted by state, paged, and edited by version', async () => {
  await owner.patch(`/api/users/${cashier.id}`, { full_name: 'Ángela Ñancupil' })
  expect((await owner.get('/api/users?q=angela nancupil')).body.items).toHaveLength(1)
  expect((await owner.get('/api/users?q=100%25')).body.items).toEqual([])
  const counts = (await owner.get('/api/users/counts')).body
  expect(counts).toMatchObject({ invited: 0, admins: expect.any(Number) })
  const first = (await owner.get('/api/users?limit=2&count=true')).body
  expect([first.items.length, first.total]).toEqual([2, counts.active + counts.inactive])
  expect((await owner.get(`/api/users?limit=2&cursor=${first.next_cursor}`)).body.items).toHaveLength(2)

  const etag = String((await owner.get(`/api/users/${cashier.id}`)).headers.etag)
  const stale = { headers: { 'if-match': '"1"' } }
  expect((await owner.patch(`/api/users/${cashier.id}`, { phone: '1' }, stale)).status).toBe(412)
  expect(
    (await owner.patch(`/api/users/${cashier.id}`, { phone: '1' }, { headers: { 'if-match': etag } })).status,
  ).toBe(200)
  expect(
    (await owner.post('/api/users', { email: OWNER.email, full_name: 'R', role_id: roles.cajero })).body.code,
  ).toBe('people.email_taken')
})

test('a role is made, edited within one’s own powers, and removed when nobody has it', async () => {
  const made = await owner.post('/api/roles', {
    name: 'ayudante',
    permissions: ['users.see'],
    discount_basis_points: 300,
  })
  expect([made.status, made.body.permissions]).toEqual([201, ['users.see']])
  expect((await owner.post('/api/roles', { name: 'ayudante', permissions: [] })).body.code).toBe('people.role_taken')
  expect((await owner.post('/api/roles', { name: 'raro', permissions: ['nothing.real'] })).body.code).toBe(
    'people.unknown_permission',
  )
  expect((await owner.patch(`/api/roles/${roles.admin}`, { permissions: [] })).body.code).toBe(
    'people.admin_role_fixed',
  )
  expect((await owner.delete(`/api/roles/${roles.cajero}`)).body.code).toBe('people.starting_role')
  const helper = await hire(shop, owner, { role: 'ayudante', email: 'ayuda@tienda.example' })
  expect((await owner.delete(`/api/roles/${made.body.id}`)).body.code).toBe('people.role_in_use')
  await owner.patch(`/api/users/${helper.id}`, { role_id: roles.cajero })
  expect((await owner.delete(`/api/roles/${made.body.id}`)).status).toBe(204)

  const editor = await owner.post('/api/roles', {
    name: 'editora',
    permissions: ['roles.edit', 'roles.see', 'users.see', 'users.edit'],
  })
  const eva = await hire(shop, owner, { role: 'editora', email: 'eva@tienda.example' })
  expect((await eva.person.post('/api/roles', { name: 'mia', permissions: ['api_keys.edit'] })).body.code).toBe(
    'people.above_you',
  )
  expect(
    (await eva.person.post('/api/roles', { name: 'mia', permissions: ['users.see'], discount_basis_points: 1 })).body
      .code,
  ).toBe('people.above_you')
  expect(
    (await eva.person.patch(`/api/roles/${editor.body.id}`, { permissions: ['users.see', 'audit.see'] })).status,
  ).toBeGreaterThanOrEqual(403)
  expect((await eva.person.patch(`/api/roles/${roles.gerente}`, { permissions: [] })).body.code).toBe(
    'people.above_you',
  )
})

test('an upgrade brings new permissions to unedited roles and leaves edited ones alone', async () => {
  const { startingRoles } = await import('#people')
  const says = { es: 'Nuevo', en: 'New' }
  const before = (await owner.get(`/api/roles/${roles.analista}`)).body.permissions
  await owner.patch(`/api/roles/${roles.tecnico}`, { title: 'Mecánico' })
  const { everyPermission } = await import('../../../bin/open-people.ts')
  await startingRoles(shop.ctx, { ...everyPermission, 'novelty.see': { says, roles: ['analista', 'tecnico'] } })
  expect((await owner.get(`/api/roles/${roles.analista}`)).body.permissions).toEqual([...before, 'novelty.see'].sort())
  expect((await owner.get(`/api/roles/${roles.tecnico}`)).body.permissions).not.toContain('novelty.see')
})

test('an API key does what it names and its owner may; it is shown once and dies at once', async () => {
  const made = await owner.post('/api/api-keys', { name: 'Tienda en línea', permissions: ['users.see'] })
  expect(made.status).toBe(201)
  const key = new Person(shop, 'program')
  key.bearer = made.body.secret
  expect((await key.get('/api/users')).status).toBe(200)
  expect((await key.get('/api/roles')).status).toBe(403)
  expect((await key.post('/api/auth/password', { new_password: 'la llave no es una persona' })).body.code).toBe(
    'auth.person_only',
  )
  expect((await key.get('/api/auth/sessions')).body.code).toBe('auth.person_only')
  expect(JSON.stringify((await owner.get('/api/api-keys')).body)).not.toContain(made.body.secret)
  expect((await manager.person.post('/api/api-keys', { name: 'No', permissions: ['users.see'] })).status).toBe(403)
  key.bearer = `${made.body.secret.slice(0, -1)}${made.body.secret.endsWith('A') ? 'B' : 'A'}`
  expect((await key.get('/api/users')).status).toBe(401)
  key.bearer = made.body.secret
  expect((await owner.delete(`/api/api-keys/${made.body.api_key.id}`)).status).toBe(204)
  expect((await key.get('/api/users')).status).toBe(401)
})

test('S22 a PIN approves one act on one document for two minutes; five wrong ones close the session', async () => {
  await manager.person.signIn(manager.email, manager.password)
  expect((await manager.person.put('/api/auth/pin', { pin: '123456' })).body.code).toBe('auth.pin_weak')
  expect((await manager.person.put('/api/auth/pin', { pin: '502816' })).status).toBe(204)
  expect((await cashier.person.put('/api/auth/pin', { pin: '718205' })).status).toBe(403)
  const boss = new Person(shop, 'browser')
  await boss.signIn(OWNER.email, OWNER.password)
  expect((await boss.put('/api/auth/pin', { pin: '502816' })).body.code).toBe('auth.pin_weak')

  const document_id = newId()
  const ask = (pin: string, permission = 'users.see') =>
    cashier.person.post('/api/auth/approvals', { pin, permission, document_id })
  expect(
    (
      await new Person(shop, 'program').post('/api/auth/approvals', {
        pin: '502816',
        permission: 'users.see',
        document_id,
      })
    ).status,
  ).toBe(401)
  const given = await ask('502816')
  expect([given.status, given.body.authorised_by]).toEqual([201, manager.id])
  expect((await ask('502816', 'roles.edit')).body.code).toBe('auth.pin_wrong')
  // An approval is no permission: the manager's own routes stay closed to the cashier.
  expect((await cashier.person.get('/api/users')).status).toBe(403)

  const at_till = await actorOf(cashier.person)
  const spend = (id: string, document = document_id) =>
    transact({ ...shop.ctx, actor: at_till }, (tx) =>
      spendApproval(tx, { id, permission: 'users.see', document_id: document }),
    )
  await expect(spend(given.body.id, newId())).rejects.toThrow('auth.approval_spent')
  expect(await spend(given.body.id)).toBe(manager.id)
  await expect(spend(given.body.id)).rejects.toThrow('auth.approval_spent')
  const late = await ask('502816')
  shop.time.now = new Date(start.getTime() + 121_000)
  await expect(spend(late.body.id)).rejects.toThrow('auth.approval_spent')

  const tries = []
  for (let n = 0; n < 5; n += 1) tries.push((await ask(`90417${n}`)).body.code)
  expect(tries).toEqual([...Array(4).fill('auth.pin_wrong'), 'auth.pin_locked'])
  expect((await ask('502816')).status).toBe(401)
  expect((await cashier.person.signIn(cashier.email, cashier.password)).status).toBe(200)
})

test('S22 wrong PINs inside a refused sale count all the same, and follow whoever types them', async () => {
  expect(
    (await cashier.person.post('/api/auth/approvals', { pin: '904171', permission: 'users.see', document_id: newId() }))
      .status,
  ).toBe(429)
  await shop.db.deleteFrom('people.attempt').execute()
  await cashier.person.signIn(cashier.email, cashier.password)
  const actor = await actorOf(cashier.person)
  const ctx = { ...shop.ctx, actor }
  const request = { pin: '904170', permission: 'users.see', document_id: newId() }
  const sell = () => transact(ctx, (tx) => authoriseByPin(tx, request))
  for (let n = 0; n < 4; n += 1) await expect(sell()).rejects.toThrow('auth.pin_wrong')
  await expect(sell()).rejects.toThrow('auth.pin_locked')
  expect((await cashier.person.get('/api/auth/profile')).status).toBe(401)
})

async function actorOf(person: Person): Promise<Actor> {
  const { id, full_name, session_id } = (await person.get('/api/auth/profile')).body
  return {
    ...{ kind: 'person', id, name: full_name, session_id, permissions: new Set<string>() },
    ...{ store_ids: null, warehouse_ids: null, limits: {} },
  }
}

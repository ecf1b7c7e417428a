import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { grantAdministrator, startingRoles } from '#people'
import { everyPermission } from '../../../bin/open-people.ts'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import type { TestShop } from '../../../tests/support/open-shop.ts'
import { traceOf as trace } from '../../../tests/support/trace.ts'
import { createUser } from '../commands/create-user.ts'
import { lockAdministration } from '../records/users.ts'
import { codeAt } from '../totp.ts'
import { hire, lettersTo, Person, standingClock, unbase32 } from './person.ts'

/** What others hear of each act, and what stands in the audit afterwards. */

type Hired = Awaited<ReturnType<typeof hire>>

let shop: TestShop
let owner: Person
let seller: Hired
const clock = standingClock()

beforeAll(async () => {
  ;({ shop, owner } = await clock.open())
  seller = await hire(shop, owner, { role: 'vendedor', email: 'beto@tienda.example' })
})

beforeEach(async () => {
  owner = await clock.nextTest(shop)
})

const traceOf = <T>(act: () => Promise<T>) => trace(shop, act)

const enter = async (email = seller.email, password = seller.password) => {
  const person = new Person(shop, 'program')
  return { person, reply: await person.signIn(email, password) }
}
const rolesByName = async (): Promise<Record<string, { id: string; version: number; [of: string]: unknown }>> =>
  Object.fromEntries((await owner.get('/api/roles')).body.items.map((one: { name: string }) => [one.name, one]))
const userRow = (id: string) =>
  shop.db.selectFrom('people.user').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const code = (secret: string, steps = 0) => codeAt(unbase32(secret), Math.floor(clock.now.getTime() / 30_000) + steps)

test('who enters is written down with the way and the hour; who is refused, only as an attempt', async () => {
  const { answer, told, entries } = await traceOf(() => enter())
  const session_id = (await answer.person.get('/api/auth/profile')).body.session_id
  expect(told).toEqual([['session.opened', { user_id: seller.id, session_id }]])
  expect(entries).toMatchObject([
    {
      ...{ action: 'session.opened', thing: 'user', thing_id: seller.id, label: seller.email },
      after: { session_id, way: 'password' },
    },
  ])
  expect(new Date((await userRow(seller.id)).last_signed_in_at ?? 0)).toEqual(clock.now)

  const wrong = await traceOf(() => enter(seller.email, 'no es esta la clave'))
  expect([wrong.told, wrong.entries]).toMatchObject([[], [{ action: 'sign_in.refused', thing_id: seller.id }]])
  const unknown = await traceOf(() => enter('nadie@tienda.example'))
  expect([unknown.told, unknown.entries]).toMatchObject([[], [{ action: 'sign_in.refused', thing_id: 'unknown' }]])
})

test('whoever enters again on the same browser leaves the session before as replaced', async () => {
  const browser = new Person(shop, 'browser')
  await browser.signIn(seller.email, seller.password)
  const { session_id } = (await browser.get('/api/auth/profile')).body
  await browser.signIn(seller.email, seller.password)
  const row = await shop.db
    .selectFrom('people.session')
    .select(['revoked_reason', 'revoked_at'])
    .where('id', '=', session_id)
    .executeTakeFirstOrThrow()
  expect([row.revoked_reason, new Date(row.revoked_at ?? 0)]).toEqual(['replaced', clock.now])
})

test('sessions that end are told and counted; where none ends nothing is said', async () => {
  const { person } = await enter()
  const ended = (reason: string, count: number) => ({
    told: [['session.ended', { user_id: seller.id }]],
    entries: [{ action: 'session.ended', thing: 'user', thing_id: seller.id, after: { reason, count } }],
  })
  await person.post('/api/auth/sessions/revoke-others')
  await enter()
  await enter()
  expect(await traceOf(() => person.post('/api/auth/sessions/revoke-others'))).toMatchObject(ended('revoked', 2))
  const none = await traceOf(() => person.post('/api/auth/sessions/revoke-others'))
  expect([none.answer.body.revoked, none.told, none.entries]).toEqual([0, [], []])
  const unknown = await traceOf(() => person.delete(`/api/auth/sessions/${newId()}`))
  expect([unknown.answer.status, unknown.told]).toEqual([404, []])
  expect(await traceOf(() => person.post('/api/auth/logout'))).toMatchObject(ended('signed_out', 1))
  await enter()
  expect(await traceOf(() => owner.delete(`/api/users/${seller.id}/sessions`))).toMatchObject(ended('revoked', 1))
})

test('S7 a copied refresh token is told to the owner of the account, to the audit and to whoever watches', async () => {
  const { person, reply } = await enter()
  const { session_id } = (await person.get('/api/auth/profile')).body
  const before = (await lettersTo(shop, seller.email)).length
  const { refresh } = reply.body.tokens
  await person.post('/api/auth/refresh', { refresh })
  const thief = new Person(shop, 'program', { ip: '10.9.9.9' })
  const { told, entries } = await traceOf(() => thief.post('/api/auth/refresh', { refresh }))
  expect(told).toEqual([
    ['session.ended', { user_id: seller.id }],
    ['sign_in.attack_suspected', { what: 'a refresh token was used twice' }],
  ])
  expect(entries).toMatchObject([
    {
      ...{ action: 'session.reuse_detected', thing_id: seller.id, label: seller.email },
      after: { session_id, from_ip: '10.9.9.9' },
    },
  ])
  expect(await lettersTo(shop, seller.email)).toHaveLength(before + 1)
})

test('S22 five wrong PINs end the session at once, and that is told; the sixth is not heard', async () => {
  const { person } = await enter()
  const { session_id } = (await person.get('/api/auth/profile')).body
  const guess = () =>
    person.post('/api/auth/approvals', { pin: '904170', permission: 'users.see', document_id: newId() })
  const left = []
  for (let n = 0; n < 4; n += 1) left.push((await guess()).body.left)
  expect(left).toEqual([4, 3, 2, 1])
  const last = await traceOf(guess)
  expect([last.answer.body.code, last.told]).toEqual(['auth.pin_locked', [['session.ended', { user_id: seller.id }]]])
  expect(last.entries).toMatchObject([{ action: 'pin.locked', thing_id: seller.id, after: { session_id } }])
  expect((await person.get('/api/auth/profile')).status).toBe(401)
})

test('a supervisor approves what they may do themselves, where they are let in, and no more', async () => {
  expect((await owner.put('/api/auth/pin', { pin: '718205' })).status).toBe(204)
  const { person } = await enter()
  const ask = async (pin: string, permission: string) =>
    (await person.post('/api/auth/approvals', { pin, permission, document_id: newId() })).status
  // An administrator may do everything that there is, and nothing that there is not.
  expect([await ask('718205', 'roles.edit'), await ask('718205', 'nothing.real')]).toEqual([201, 403])
  const helper = await hire(shop, owner, { role: 'gerente', email: 'jefe@tienda.example' })
  expect((await helper.person.put('/api/auth/pin', { pin: '508163' })).status).toBe(204)
  expect(await ask('508163', 'users.see')).toBe(201)
  const roles = await rolesByName()
  await owner.patch(`/api/users/${helper.id}`, { role_id: roles.cajero?.id })
  expect(await ask('508163', 'sales.sell')).toBe(403)
  await owner.patch(`/api/users/${helper.id}`, { role_id: roles.gerente?.id })
  expect(await ask('508163', 'users.see')).toBe(201)
  await owner.post(`/api/users/${helper.id}/deactivate`)
  expect(await ask('508163', 'users.see')).toBe(403)
})

test('the second factor is told on and off, asks for its code again, and takes nobody else’s codes along', async () => {
  const other = await hire(shop, owner, { role: 'cajero', email: 'otra@tienda.example' })
  const switchOn = async (person: Person) => {
    const { secret } = (await person.post('/api/auth/totp')).body
    const trace = await traceOf(() => person.post('/api/auth/totp/confirm', { code: code(secret) }))
    return { secret: secret as string, ...trace }
  }
  const codesOf = async (user_id: string) =>
    (await shop.db.selectFrom('people.recovery_code').select('hash').where('user_id', '=', user_id).execute()).length
  await switchOn(other.person)
  const { person } = await enter()
  expect((await person.post('/api/auth/totp/confirm', { code: '123456' })).body.code).toBe('auth.totp_not_started')
  const { version } = await userRow(seller.id)
  const on = await switchOn(person)
  const about = { thing: 'user', thing_id: seller.id, label: seller.email }
  expect(on.told).toEqual([['user.changed', { user_id: seller.id }]])
  expect(on.entries).toMatchObject([{ action: 'second_factor.enabled', ...about }])
  for (const one of on.answer.body.recovery_codes)
    expect(one).toMatch(/^([A-HJKMNP-TV-Z2-9]{4}-){3}[A-HJKMNP-TV-Z2-9]{4}$/)
  expect([await codesOf(seller.id), await codesOf(other.id)]).toEqual([10, 10])
  expect((await userRow(seller.id)).version).toBe(version + 1)
  for (const path of ['/api/auth/totp', '/api/auth/totp/confirm'])
    expect((await person.post(path, path.endsWith('m') ? { code: '123456' } : {})).body.code).toBe(
      'auth.totp_already_on',
    )
  // The code that switched it on is used up, also for proving once more who one is.
  const prove = async (given?: string) =>
    (await person.post('/api/auth/reauthenticate', { password: seller.password, ...(given && { code: given }) })).status
  expect([await prove(), await prove(code(on.secret)), await prove(code(on.secret, 1))]).toEqual([401, 401, 204])

  const off = await traceOf(() => person.post('/api/auth/totp/disable'))
  expect(off.told).toEqual([['user.changed', { user_id: seller.id }]])
  expect(off.entries).toMatchObject([{ action: 'second_factor.disabled', ...about }])
  expect([await codesOf(seller.id), await codesOf(other.id)]).toEqual([0, 10])
  expect(await userRow(seller.id)).toMatchObject({ totp_secret: null, totp_last_step: 0, version: version + 2 })
  expect((await person.post('/api/auth/totp/disable')).status).toBe(204)
})

test('a person’s record is told and kept before and after, whoever changed it, with a version each', async () => {
  const roles = await rolesByName()
  const given = { email: 'ana@tienda.example', full_name: 'Ana', role_id: roles.cajero?.id }
  const made = await traceOf(() => owner.post('/api/users', given))
  const { user } = made.answer.body
  expect(made.told).toEqual([['user.created', { user_id: user.id }]])
  expect(made.entries).toMatchObject([
    { action: 'user.created', thing_id: user.id, label: given.email, after: { full_name: 'Ana', version: 1 } },
  ])
  expect(await userRow(user.id)).toMatchObject({ is_demo: false, must_change_password: true })
  const edited = await traceOf(() => owner.patch(`/api/users/${user.id}`, { full_name: 'Ana María' }))
  expect(edited.told).toEqual([['user.changed', { user_id: user.id }]])
  expect(edited.entries).toMatchObject([
    {
      action: 'user.changed',
      label: given.email,
      before: { full_name: 'Ana' },
      after: { full_name: 'Ana María', version: 2 },
    },
  ])
  const ana = (await enter(given.email, made.answer.body.temporary_password)).person
  const password = 'tres gatos en la azotea'
  const changed = await traceOf(() => ana.post('/api/auth/password', { new_password: password }))
  expect(changed.told).toEqual([['user.changed', { user_id: user.id }]])
  expect(changed.entries).toMatchObject([{ action: 'password.changed', thing_id: user.id, label: given.email }])
  expect((await lettersTo(shop, given.email)).map(({ subject }) => subject)).toEqual([
    'Tu clave de Lubricentro Aconcagua cambió',
  ])
  const profile = await traceOf(() => ana.patch('/api/auth/profile', { phone: '+56 9 1' }))
  expect(profile.told).toEqual([['user.changed', { user_id: user.id }]])
  expect(profile.entries).toMatchObject([
    { action: 'profile.changed', label: given.email, before: { phone: null }, after: { phone: '+56 9 1' } },
  ])
  expect((await userRow(user.id)).version).toBe(4)
  const off = await traceOf(() => owner.post(`/api/users/${user.id}/deactivate`))
  expect(off.told).toEqual([['user.deactivated', { user_id: user.id }]])
  const on = await traceOf(() => owner.post(`/api/users/${user.id}/activate`))
  expect(on.told).toEqual([['user.changed', { user_id: user.id }]])
  expect(on.entries).toMatchObject([{ before: { state: 'inactive' }, after: { state: 'active', version: 6 } }])
  expect((await owner.patch(`/api/users/${newId()}`, { full_name: 'X' })).body.code).toBe('people.user_not_found')
})

test('a role is told and kept before and after, and belongs to the business from its first edit', async () => {
  const made = await traceOf(() =>
    owner.post('/api/roles', { name: 'ayudante', permissions: ['users.see'], discount_basis_points: 300 }),
  )
  const { id } = made.answer.body
  expect(made.answer.body).toMatchObject({ is_edited: true, starting: false, version: 1, discount_basis_points: 300 })
  const said = [['role.changed', { role_id: id }]]
  expect([made.told, made.entries]).toMatchObject([said, [{ action: 'role.created', thing_id: id, label: 'ayudante' }]])
  expect((await owner.patch(`/api/roles/${id}`, { permissions: ['nothing.real'] })).body).toMatchObject({
    code: 'people.unknown_permission',
    errors: [{ path: 'permissions', code: 'people.unknown_permission' }],
  })
  const stale = { headers: { 'if-match': '"9"' } }
  expect((await owner.patch(`/api/roles/${id}`, { title: 'X' }, stale)).status).toBe(412)
  const edited = await traceOf(() => owner.patch(`/api/roles/${id}`, { permissions: ['roles.see'], title: 'Ayuda' }))
  expect([edited.told, edited.entries]).toMatchObject([
    said,
    [
      {
        ...{ action: 'role.changed', label: 'ayudante', before: { permissions: ['users.see'], title: null } },
        after: { permissions: ['roles.see'], title: 'Ayuda', version: 2, discount_basis_points: 300 },
      },
    ],
  ])
  const gone = await traceOf(() => owner.delete(`/api/roles/${id}`))
  expect([gone.told, gone.entries]).toMatchObject([
    said,
    [{ action: 'role.removed', label: 'ayudante', before: { title: 'Ayuda' } }],
  ])
  for (const path of [`/api/roles/${id}`, `/api/roles/${newId()}`])
    expect((await owner.get(path)).body.code).toBe('people.role_not_found')
  const stranger = { email: 'x@t.example', full_name: 'X', role: 'inventado', password: 'tres gatos en la azotea' }
  await expect(transact(shop.ctx, (tx) => createUser(tx, stranger))).rejects.toThrow('people.role_not_found')
})

test('the starting roles come first with their discounts, and a start that changes nothing disturbs nobody', async () => {
  const listed = (await owner.get('/api/roles')).body.items
  const discounts = listed
    .slice(0, 8)
    .map((one: { name: string; discount_basis_points: number }) => [one.name, one.discount_basis_points])
  expect(discounts).toEqual([
    ...[
      ['admin', 10_000],
      ['analista', 0],
      ['bodeguero', 0],
      ['cajero', 500],
    ],
    ...[
      ['gerente', 5_000],
      ['recepcion', 0],
      ['tecnico', 0],
      ['vendedor', 1_000],
    ],
  ])
  const own = await owner.post('/api/roles', { name: 'aaa', permissions: [], discount_basis_points: 0 })
  expect((await owner.get('/api/roles')).body.items.at(-1).id).toBe(own.body.id)
  const version = async () =>
    (await shop.db.selectFrom('people.access_version').select('version').execute())[0]?.version
  const before = await version()
  await startingRoles(shop.ctx, everyPermission)
  expect(await version()).toBe(before)
  await owner.delete(`/api/roles/${own.body.id}`)
})

test('what a new version gives to a starting role arrives with the next start, and what it takes is gone', async () => {
  const role_id = (await rolesByName()).cajero?.id ?? ''
  const own = shop.db.selectFrom('people.role_permission').select('permission').where('role_id', '=', role_id)
  const listed = async () => (await own.orderBy('permission').execute()).map(({ permission }) => permission)
  const before = await listed()
  const [first = ''] = before
  await shop.db
    .deleteFrom('people.role_permission')
    .where('role_id', '=', role_id)
    .where('permission', '=', first)
    .execute()
  await startingRoles(shop.ctx, everyPermission)
  expect(await listed()).toEqual(before)
  await shop.db.insertInto('people.role_permission').values({ role_id, permission: 'roles.edit' }).execute()
  await startingRoles(shop.ctx, everyPermission)
  expect(await listed()).toEqual(before)
})

test('a key that is revoked is written down, and a second time is not there', async () => {
  const made = (await owner.post('/api/api-keys', { name: 'Web', permissions: ['users.see'] })).body
  const { entries } = await traceOf(() => owner.delete(`/api/api-keys/${made.api_key.id}`))
  expect(entries).toMatchObject([{ action: 'api_key.revoked', thing: 'api_key', thing_id: made.api_key.id }])
  expect((await owner.delete(`/api/api-keys/${made.api_key.id}`)).body.code).toBe('people.key_not_found')
})

test('whoever owns the machine lets somebody in again with everything, and that is told', async () => {
  const store = (await owner.get('/api/stores')).body.items[0].id
  const lost = await hire(shop, owner, { role: 'cajero', email: 'lejos@tienda.example', store_ids: [store] })
  const { secret } = (await lost.person.post('/api/auth/totp')).body
  expect((await lost.person.post('/api/auth/totp/confirm', { code: code(secret) })).status).toBe(200)
  await owner.post(`/api/users/${lost.id}/deactivate`)
  for (let n = 0; n < 5; n += 1) await enter(lost.email, 'no es esta la clave')
  const { answer, told, entries } = await traceOf(() =>
    grantAdministrator(shop.ctx, { email: lost.email, full_name: 'Otra' }),
  )
  expect([answer.is_new, told]).toEqual([false, [['user.changed', { user_id: lost.id }]]])
  expect(entries).toMatchObject([{ action: 'administrator.granted', thing_id: lost.id, label: lost.email }])
  expect((await enter(lost.email, answer.temporary_password)).reply.body.user).toMatchObject({ role: 'admin' })
  expect(await userRow(lost.id)).toMatchObject({
    ...{ store_ids: null, warehouse_ids: null, deactivated_at: null, totp_secret: null },
    ...{ must_change_password: true, password_stands_alone: true },
  })
})

test('changes of people and roles go one after another', async () => {
  const role = (await owner.post('/api/roles', { name: 'breve', permissions: [], discount_basis_points: 0 })).body
  const spare = (await owner.post('/api/roles', { name: 'otra', permissions: [], discount_basis_points: 0 })).body
  const waiting = async () =>
    (await sql`select from pg_locks where locktype = 'advisory' and not granted`.execute(shop.db)).rows.length
  let changes: Promise<{ status: number }[]> | null = null
  await transact(shop.ctx, async (tx) => {
    await lockAdministration(tx)
    changes = Promise.all([
      owner.patch(`/api/users/${seller.id}`, { full_name: 'Beto' }),
      owner.patch(`/api/roles/${role.id}`, { title: 'Breve' }),
      owner.delete(`/api/roles/${spare.id}`),
    ])
    await expect.poll(waiting, { timeout: 10_000 }).toBe(3)
  })
  expect((await (changes ?? [])).map(({ status }) => status)).toEqual([200, 200, 204])
})

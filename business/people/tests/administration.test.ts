import { beforeAll, beforeEach, expect, test } from 'vitest'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import { noteMail } from '../../../platform/mail/send-mail.ts'
import type { TestShop } from '../../../tests/support/open-shop.ts'
import { forgetOldAttempts, sendReset } from '../jobs.ts'
import { keepHashCost } from '../records/once.ts'
import { codeAt } from '../totp.ts'
import { hire, lettersTo, MAIL, OWNER, Person, standingClock, tokenIn, unbase32 } from './person.ts'

let shop: TestShop
let owner: Person
const clock = standingClock()
const { wait } = clock

beforeAll(async () => {
  ;({ shop, owner } = await clock.open())
})

beforeEach(async () => {
  owner = await clock.nextTest(shop)
})

const auditOf = (thing_id: string) =>
  shop.db
    .selectFrom('platform.audit_entry')
    .select(['action', 'label', 'actor_id', 'before', 'after'])
    .where('thing_id', '=', thing_id)
    .orderBy('id')
    .execute()
const toldOf = async (user_id: string) => {
  const facts = await shop.db.selectFrom('platform.fact').select(['name', 'data']).orderBy('id').execute()
  return facts.filter(({ data }) => (data as { user_id?: string }).user_id === user_id).map(({ name }) => name)
}
const signIn = (email: string, password: string) => new Person(shop, 'program').signIn(email, password)
const idOf = async (email: string) => (await owner.get(`/api/users?q=${email}`)).body.items[0].id as string
const roleId = async (name: string) =>
  (await owner.get('/api/roles')).body.items.find((one: { name: string }) => one.name === name).id as string

test('an administrator gives a new one-time password: the old one and what it opened are worthless', async () => {
  const { id, email, password, person } = await hire(shop, owner, { role: 'cajero', email: 'olvida@tienda.example' })
  for (let n = 0; n < 5; n += 1) await signIn(email, 'no es esta la clave')
  expect((await signIn(email, password)).status).toBe(429)
  const renewed = await owner.post(`/api/users/${id}/reset-password`, { entry: 'temporary_password' })
  expect(renewed.body).toMatchObject({
    user: { id, must_change_password: true },
    temporary_password: expect.stringMatching(/^([A-HJKMNP-Z2-9]{4}-){4}[A-HJKMNP-Z2-9]{4}$/),
  })
  expect((await person.get('/api/auth/profile')).status).toBe(401)
  // The account starts afresh: nobody waits for the guesses of before.
  const entered = await signIn(email, renewed.body.temporary_password)
  expect([entered.status, entered.body.user.must_change_password]).toEqual([200, true])
  expect((await signIn(email, password)).status).toBe(401)
  expect(await auditOf(id)).toContainEqual(
    expect.objectContaining({ action: 'password.renewed', label: email, after: { entry: 'temporary_password' } }),
  )
  expect(await toldOf(id)).toContain('user.changed')
})

test('the link is sent again: an invitation to who never entered, a reset to who did', async () => {
  const { id, email } = await hire(shop, owner, { role: 'cajero', email: 'enlace@tienda.example' })
  const renew = (of: string) => owner.post(`/api/users/${of}/reset-password`, { entry: 'invitation' })
  expect((await renew(id)).body).toMatchObject({ temporary_password: null })
  const [reset] = await lettersTo(shop, email).then((all) => all.slice(-1))
  expect(reset?.subject).toBe('Elige una clave nueva para Lubricentro Aconcagua')

  const given = { email: 'nunca@tienda.example', full_name: 'Nunca Entró', role_id: await roleId('cajero') }
  const invited = (await owner.post('/api/users', { ...given, entry: 'invitation' })).body.user.id
  expect((await renew(invited)).status).toBe(200)
  const letters = await lettersTo(shop, given.email)
  expect(letters.map(({ subject }) => subject)).toEqual(Array(2).fill('Tu cuenta en Lubricentro Aconcagua'))
  const tokens = letters.map(tokenIn)
  const choose = (token = '') =>
    new Person(shop, 'browser').post(`/api/auth/password-resets/${token}`, { password: 'pan con palta y té' })
  expect((await choose(tokens[0])).status).toBe(410)
  wait(71 * 3_600)
  expect((await choose(tokens[1])).status).toBe(204)
  wait(3_600)

  await noteMail(shop.ctx, { smtp_url: undefined, from: undefined })
  expect((await renew(id)).body.code).toBe('request.unauthenticated')
  await signOwnerIn()
  expect((await renew(id)).body.code).toBe('mail.not_configured')
  await noteMail(shop.ctx, MAIL)
})

async function signOwnerIn() {
  owner = new Person(shop, 'browser')
  expect((await owner.signIn(OWNER.email, OWNER.password)).status).toBe(200)
}

test('whoever was shut out gets no new password; an administrator’s asks who is at the screen', async () => {
  const { id } = await hire(shop, owner, { role: 'cajero', email: 'fuera@tienda.example' })
  await owner.post(`/api/users/${id}/deactivate`)
  const renew = (of: string) => owner.post(`/api/users/${of}/reset-password`, { entry: 'temporary_password' })
  expect((await renew(id)).body.code).toBe('people.not_active')
  const other = await hire(shop, owner, { role: 'admin', email: 'otra.admin@tienda.example' })
  const cashier = await hire(shop, owner, { role: 'cajero', email: 'caja9@tienda.example' })
  wait(10 * 60 + 1)
  expect((await renew(cashier.id)).status).toBe(200)
  expect((await renew(other.id)).body.code).toBe('auth.reauth_required')
  expect((await renew(await idOf(OWNER.email))).body.code).toBe('auth.reauth_required')
  expect((await owner.post('/api/auth/reauthenticate', { password: OWNER.password })).status).toBeLessThan(300)
  expect((await renew(other.id)).status).toBe(200)
})

test('who was shut out is let in again, and doing it twice changes nothing', async () => {
  const { id, email, password } = await hire(shop, owner, { role: 'cajero', email: 'vuelve@tienda.example' })
  const act = async (what: string) => (await owner.post(`/api/users/${id}/${what}`)).body
  const off = await act('deactivate')
  expect(off).toMatchObject({ state: 'inactive' })
  expect((await act('deactivate')).version).toBe(off.version)
  expect((await signIn(email, password)).status).toBe(401)
  const on = await act('activate')
  expect(on).toMatchObject({ state: 'active' })
  expect((await act('activate')).version).toBe(on.version)
  expect((await signIn(email, password)).status).toBe(200)
  const told = (await toldOf(id)).filter((name) => /^user\.(changed|deactivated)$/.test(name))
  expect(told.filter((name) => name === 'user.deactivated')).toHaveLength(1)
  expect(told.at(-1)).toBe('user.changed')
  const row = await shop.db
    .selectFrom('people.user')
    .select(['deactivated_at', 'deactivated_by'])
    .where('id', '=', id)
    .executeTakeFirst()
  expect(row).toEqual({ deactivated_at: null, deactivated_by: null })
})

test('a lost second factor is taken away: sessions end, its recovery codes are gone, the password alone enters', async () => {
  const { id, email, password, person } = await hire(shop, owner, { role: 'vendedor', email: 'pierde@tienda.example' })
  const { secret } = (await person.post('/api/auth/totp')).body
  const code = codeAt(unbase32(secret), Math.floor(clock.now.getTime() / 30_000))
  expect((await person.post('/api/auth/totp/confirm', { code })).status).toBe(200)
  expect((await signIn(email, password)).status).toBe(202)
  wait(10 * 60 + 1)
  expect((await owner.post(`/api/users/${id}/reset-totp`)).body.code).toBe('auth.reauth_required')
  await owner.post('/api/auth/reauthenticate', { password: OWNER.password })
  expect((await owner.post(`/api/users/${id}/reset-totp`)).body).toMatchObject({ has_totp: false })
  expect((await person.get('/api/auth/profile')).status).toBe(401)
  expect((await owner.get('/api/auth/profile')).status).toBe(200)
  expect((await signIn(email, password)).status).toBe(200)
  const codes = await shop.db.selectFrom('people.recovery_code').select('hash').where('user_id', '=', id).execute()
  expect(codes).toEqual([])
  expect((await auditOf(id)).map(({ action }) => action)).toContain('second_factor.reset')
  expect(await toldOf(id)).toContain('user.changed')
})

test('people are found by state, role and a name typed wrong, in the order asked for', async () => {
  const find = async (query: string) =>
    (await owner.get(`/api/users?limit=100&${query}`)).body.items.map((one: { email: string }) => one.email)
  const given = { email: 'zoila@tienda.example', full_name: 'Zoila Baquedano', role_id: await roleId('analista') }
  await owner.post('/api/users', { ...given, entry: 'invitation' })
  expect(await find('state=invited&role=analista')).toEqual([given.email])
  expect(await find('role=admin&state=active')).toContain(OWNER.email)
  expect(await find('role=admin')).not.toContain(given.email)
  expect(await find('state=inactive')).toEqual(['fuera@tienda.example'])
  expect(await find('q=baquedamo')).toEqual([given.email])
  expect(await find('q=zoila@')).toEqual([given.email])
  const emails = await find('sort=email')
  expect(emails).toEqual([...emails].sort())
  expect((await find('sort=-created_at'))[0]).toBe(given.email)
  const counts = (await owner.get('/api/users/counts')).body
  const all = (await owner.get('/api/users?limit=100')).body.items as { state: string; role: string }[]
  const of = (is: (one: { state: string; role: string }) => boolean) => all.filter(is).length
  expect(counts).toEqual({
    active: of(({ state }) => state === 'active'),
    invited: of(({ state }) => state === 'invited'),
    inactive: of(({ state }) => state === 'inactive'),
    admins: of(({ state, role }) => role === 'admin' && state !== 'inactive'),
  })
})

test('somebody is placed only in stores and warehouses that exist', async () => {
  const made = { full_name: 'Sin Lugar', role_id: await roleId('cajero') }
  for (const places of [{ store_ids: [newId()] }, { warehouse_ids: [newId()] }])
    expect((await owner.post('/api/users', { ...made, email: `${newId()}@t.example`, ...places })).body.code).toBe(
      'people.unknown_place',
    )
  const store = (await owner.get('/api/stores')).body.items[0].id
  const email = `${newId()}@t.example`
  const { user } = (await owner.post('/api/users', { ...made, email, store_ids: [store], phone: '+56 9' })).body
  expect(user).toMatchObject({ store_ids: [store], warehouse_ids: null, phone: '+56 9', position: null })
})

test('a key has no more places than its maker, ends on its day, and is written down', async () => {
  const [store] = (await owner.get('/api/stores')).body.items.map((one: { id: string }) => one.id)
  const expires_at = new Date(clock.now.getTime() + 60_000).toISOString()
  const made = await owner.post('/api/api-keys', {
    name: 'Bodega',
    permissions: ['stores.see', 'users.see'],
    store_ids: [store],
    expires_at,
  })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  const key = new Person(shop, 'program')
  key.bearer = made.body.secret
  expect((await key.get('/api/users')).status).toBe(200)
  wait(61)
  expect((await key.get('/api/users')).status).toBe(401)
  expect(
    (await owner.post('/api/api-keys', { name: 'x', permissions: ['users.see'], store_ids: [newId()] })).status,
  ).toBe(404)
  expect((await auditOf(made.body.api_key.id)).map(({ action, label }) => [action, label])).toEqual([
    ['api_key.created', 'Bodega'],
  ])
  expect((await owner.delete(`/api/api-keys/${newId()}`)).body.code).toBe('people.key_not_found')
})

test('a password moves to today’s cost when its owner comes by, and still opens', async () => {
  const { id, email, password } = await hire(shop, owner, { role: 'cajero', email: 'costo@tienda.example' })
  const hashNow = async () =>
    (await shop.db.selectFrom('people.user').select('password_hash').where('id', '=', id).executeTakeFirst())
      ?.password_hash
  const { hashPassword } = await import('../password-hash.ts')
  const cheaper = await hashPassword(password, { memory_kib: 8_192, passes: 1 })
  await shop.db.updateTable('people.user').set({ password_hash: cheaper }).where('id', '=', id).execute()
  const others = await shop.db.selectFrom('people.user').select(['id', 'password_hash']).where('id', '<>', id).execute()
  expect((await signIn(email, password)).status).toBe(200)
  const renewed = await hashNow()
  expect(renewed).toContain('m=19456,t=2')
  expect((await signIn(email, password)).status).toBe(200)
  expect(await hashNow()).toBe(renewed)
  const after = await shop.db.selectFrom('people.user').select(['id', 'password_hash']).where('id', '<>', id).execute()
  expect(after).toEqual(expect.arrayContaining(others))
})

test('the first measured cost of a hash stands for every process', async () => {
  expect(await keepHashCost(shop.ctx, { memory_kib: 65_536, passes: 3 })).toEqual({ memory_kib: 65_536, passes: 3 })
  expect(await keepHashCost(shop.ctx, { memory_kib: 65_536, passes: 5 })).toEqual({ memory_kib: 65_536, passes: 3 })
})

test('what is long past is forgotten: attempts that nobody waits for, links and approvals that ran out', async () => {
  const before = (days: number) => new Date(clock.now.getTime() - days * 86_400_000)
  const attempt = (key: string, last_at: Date, blocked_until: Date) => ({ key, failures: 1, last_at, blocked_until })
  await shop.db
    .insertInto('people.attempt')
    .values([
      attempt('old', before(31), before(31)),
      attempt('recent', before(29), before(29)),
      attempt('stopped', before(31), before(-9_000)),
    ])
    .execute()
  const user_id = await idOf(OWNER.email)
  const link = { user_id, purpose: 'invitation' as const, created_at: before(40) }
  const links = [newId(), newId()]
  await shop.db
    .insertInto('people.link')
    .values([
      { ...link, id: links[0] ?? '', hash: Buffer.from('a'), expires_at: before(31) },
      { ...link, id: links[1] ?? '', hash: Buffer.from('b'), expires_at: before(29) },
    ])
    .execute()
  await forgetOldAttempts.run(shop.ctx, {})
  const left = await shop.db.selectFrom('people.attempt').select('key').where('key', 'not like', '%:%').execute()
  expect(left.map(({ key }) => key).sort()).toEqual(['recent', 'stopped'])
  const kept = await shop.db.selectFrom('people.link').select('id').where('id', 'in', links).execute()
  expect(kept).toEqual([{ id: links[1] }])
})

test('a letter keeps what is written into it as text', async () => {
  const email = 'signos@tienda.example'
  const full_name = `Ana "La <b>Flaca</b>" & Cía. O'Higgins`
  await owner.post('/api/users', { email, full_name, role_id: await roleId('cajero'), entry: 'invitation' })
  const [letter] = await lettersTo(shop, email)
  expect(letter?.text).toContain(full_name)
  expect(letter?.html).toContain('Ana &quot;La &lt;b&gt;Flaca&lt;/b&gt;&quot; &amp; Cía. O&#39;Higgins')
  expect(letter?.html).toMatch(/<p><a href="https:\/\/tienda\.example\/clave\/[\w-]+">/)
  await owner.post(`/api/users/${await idOf(email)}/deactivate`)
  await sendReset.run(shop.ctx, { email })
  expect(await lettersTo(shop, email)).toHaveLength(1)
  await sendReset.run(shop.ctx, { email: OWNER.email })
  expect((await auditOf(await idOf(OWNER.email))).map(({ action }) => action)).toContain('password.reset_sent')
})

test('a PIN is removed, approves nothing any more, and both are written down', async () => {
  const boss = await hire(shop, owner, { role: 'gerente', email: 'pin@tienda.example' })
  expect((await boss.person.put('/api/auth/pin', { pin: '508163' })).status).toBe(204)
  const asker = await hire(shop, owner, { role: 'cajero', email: 'pide@tienda.example' })
  const ask = (headers = {}) =>
    asker.person.post(
      '/api/auth/approvals',
      { pin: '508163', permission: 'users.see', document_id: newId() },
      { headers },
    )
  const given = await ask()
  expect(given.body).toMatchObject({ authorised_by: boss.id, name: 'Persona gerente' })
  expect(new Date(given.body.expires_at).getTime() - clock.now.getTime()).toBe(120_000)
  expect((await auditOf(given.body.id))[0]).toMatchObject({
    action: 'approval.given',
    actor_id: asker.id,
    after: { permission: 'users.see' },
  })
  const wrong = await asker.person.post('/api/auth/approvals', {
    pin: '508164',
    permission: 'users.see',
    document_id: newId(),
  })
  expect(wrong.body).toMatchObject({ code: 'auth.pin_wrong', left: 4 })
  expect((await ask()).status).toBe(201)
  await transact(shop.ctx, (tx) =>
    tx.db
      .updateTable('people.user')
      .set({ store_ids: [newId()] })
      .where('id', '=', boss.id)
      .execute(),
  )
  const store = (await owner.get('/api/stores')).body.items[0].id
  expect((await ask({ 'x-store-id': store })).body.code).toBe('auth.pin_wrong')
  await transact(shop.ctx, (tx) =>
    tx.db.updateTable('people.user').set({ store_ids: null }).where('id', '=', boss.id).execute(),
  )
  expect((await boss.person.delete('/api/auth/pin')).status).toBe(204)
  expect((await ask()).body).toMatchObject({ code: 'auth.pin_wrong' })
  expect((await auditOf(boss.id)).map(({ action }) => action)).toEqual(
    expect.arrayContaining(['pin.set', 'pin.removed']),
  )
})

import { beforeAll, beforeEach, expect, test } from 'vitest'
import { spendApproval } from '#people'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import type { TestShop } from '../../../tests/support/open-shop.ts'
import { forgetOldAttempts, sendReset } from '../jobs.ts'
import { done, openPeople } from './people-books.ts'
import { lettersTo, OWNER, Person, standingClock, tokenIn } from './person.ts'

/** What each act changes in the tables of people, to the last column, while others stand beside with all that one can have. */

type People = Awaited<ReturnType<typeof openPeople>>

let shop: TestShop
let owner: Person
let beto: People['beto']
let names: People['names']
let code: People['code']
let called: People['called']
let changes: People['changes']
const clock = standingClock()

beforeAll(async () => {
  ;({ shop, owner, beto, names, code, called, changes } = await openPeople(clock))
})

beforeEach(async () => {
  owner = await clock.nextTest(shop)
})

test('entering, staying and leaving', async () => {
  let one = new Person(shop, 'program')
  expect(
    await changes(async () => {
      one = await called(beto, 'one')
    }),
  ).toEqual([
    'new session Beto: ip 127.0.0.1, seed ***, agent test program, user_id Beto, device_id ?, created_at 0s, expires_at 604800s, generation 1, rotated_at 0s, pin_failures 0, authenticated_at 0s',
    'user Beto: last_signed_in_at -1s → 0s',
  ])
  expect(await changes(() => new Person(shop, 'program').signIn(beto.email, 'no es la clave'))).toEqual([
    'attempt address: failures 0 → 1',
    'new attempt account: last_at 0s, failures 1, blocked_until -60s',
  ])
  expect(await changes(() => new Person(shop, 'program').signIn('nadie@tienda.example', 'no es la clave'))).toEqual([
    'attempt address: failures 1 → 2',
    'new attempt account: last_at 0s, failures 1, blocked_until -60s',
  ])
  const two = new Person(shop, 'program')
  const { refresh } = (await two.signIn(beto.email, beto.password)).body.tokens
  clock.wait(5)
  expect(await changes(() => two.post('/api/auth/refresh', { refresh }))).toEqual([
    'session Beto: expires_at 604795s → 604800s, generation 1 → 2, rotated_at -5s → 0s',
  ])
  expect(await changes(() => two.post('/api/auth/refresh', { refresh }))).toEqual([])
  expect(await changes(() => one.post('/api/auth/reauthenticate', { password: beto.password }))).toEqual([
    'attempt address: last_at -5s → 0s, blocked_until -65s → -60s',
    'session Beto: authenticated_at -5s → 0s',
  ])
  expect(await changes(() => one.post('/api/auth/logout'))).toEqual([
    'access_version: version +1',
    'session Beto: revoked_at – → 0s, revoked_reason – → signed_out',
  ])
  expect(await changes(() => beto.person.post('/api/auth/sessions/revoke-others'))).toEqual([
    'access_version: version +1',
    'session Beto: revoked_at – → 0s, revoked_reason – → revoked',
    'session Beto: revoked_at – → 0s, revoked_reason – → revoked',
  ])
})

test('a password is chosen, forgotten and replaced', async () => {
  const password = 'tres gatos en la azotea'
  expect(await changes(() => done(beto.person.post('/api/auth/password', { new_password: password })))).toEqual([
    'access_version: version +2',
    'user Beto: version +1, password_hash *** → ***, password_changed_at -7s → 0s',
  ])
  beto = { ...beto, password }
  expect(await changes(() => sendReset.run(shop.ctx, { email: beto.email }))).toEqual([
    'new link Beto: hash ***, purpose password_reset, user_id Beto, created_at 0s, expires_at 3600s',
  ])
  expect(await changes(() => sendReset.run(shop.ctx, { email: beto.email }))).toEqual([
    'link Beto: used_at – → 0s',
    'new link Beto: hash ***, purpose password_reset, user_id Beto, created_at 0s, expires_at 3600s',
  ])
  const token = tokenIn((await lettersTo(shop, beto.email)).at(-1))
  const again = 'cuatro gatos en la azotea'
  expect(
    await changes(() =>
      done(new Person(shop, 'program').post(`/api/auth/password-resets/${token}`, { password: again })),
    ),
  ).toEqual([
    'access_version: version +2',
    'link Beto: used_at – → 0s',
    'session Beto: revoked_at – → 0s, revoked_reason – → password_changed',
    'user Beto: version +1, password_hash *** → ***',
  ])
  expect(
    (await new Person(shop, 'program').post(`/api/auth/password-resets/${token}`, { password: again })).status,
  ).toBeGreaterThan(399)
  beto = { ...beto, password: again, person: await called({ ...beto, password: again }, 'of Beto') }
  let renewed = ''
  expect(
    await changes(async () => {
      renewed = (await done(owner.post(`/api/users/${beto.id}/reset-password`, { entry: 'temporary_password' })))
        .temporary_password
    }),
  ).toEqual([
    'access_version: version +2',
    'session Beto: revoked_at – → 0s, revoked_reason – → revoked',
    'user Beto: version +1, password_hash *** → ***, must_change_password false → true',
  ])
  beto.person = await called({ ...beto, password: renewed }, 'of Beto')
  await done(beto.person.post('/api/auth/password', { new_password: password }))
  beto = { ...beto, password, person: await called({ ...beto, password }, 'of Beto') }
})

test('the second factor, a recovery code, a PIN and what it approves', async () => {
  const { person } = beto
  let secret = ''
  expect(
    await changes(async () => {
      secret = (await done(person.post('/api/auth/totp'))).secret
    }),
  ).toEqual(['user Beto: version +1, totp_secret – → ***'])
  let codes: string[] = []
  const on = await changes(async () => {
    codes = (await done(person.post('/api/auth/totp/confirm', { code: code(secret) }))).recovery_codes
  })
  expect(on.filter((line) => !line.startsWith('new recovery_code Beto'))).toEqual([
    'user Beto: totp_last_step 0 → 59081760, totp_confirmed_at – → 0s',
  ])
  expect(on.length - codes.length).toBe(1)
  const half = (
    await new Person(shop, 'program').post('/api/auth/login', { email: beto.email, password: beto.password })
  ).body
  expect(
    await changes(() =>
      done(new Person(shop, 'program').post('/api/auth/login/totp', { mfa_token: half.mfa_token, code: codes[0] })),
    ),
  ).toEqual([
    'new session Beto: ip 127.0.0.1, seed ***, agent test program, user_id Beto, device_id ?, created_at 0s, expires_at 604800s, generation 1, rotated_at 0s, pin_failures 0, authenticated_at 0s',
    'recovery_code Beto: used_at – → 0s',
    'user Beto: last_signed_in_at -1s → 0s',
  ])
  expect(
    (await changes(() => done(owner.post(`/api/users/${beto.id}/reset-totp`)))).filter(
      (line) => line !== 'recovery_code Beto is gone',
    ),
  ).toEqual([
    'access_version: version +1',
    'session Beto: revoked_at – → 0s, revoked_reason – → revoked',
    'session Beto: revoked_at – → 0s, revoked_reason – → revoked',
    'session Beto: revoked_at – → 0s, revoked_reason – → revoked',
    'user Beto: version +1, totp_secret *** → –, totp_last_step 59081760 → 0, totp_confirmed_at 0s → –',
  ])
  beto.person = await called(beto, 'of Beto')
  expect(await changes(() => done(owner.put('/api/auth/pin', { pin: '718205' })))).toEqual([
    'user Rosa: pin_digest – → ***',
  ])
  expect(await changes(() => owner.put('/api/auth/pin', { pin: '508163' }))).toEqual([])
  const ask = (pin: string, document_id = newId()) =>
    beto.person.post('/api/auth/approvals', { pin, permission: 'users.see', document_id })
  expect(await changes(() => ask('999999'))).toEqual([
    'new attempt pin: last_at 0s, failures 1, blocked_until -60s',
    'session Beto: pin_failures 0 → 1',
  ])
  const document_id = newId()
  names.set(document_id, 'document')
  let approval = ''
  expect(
    await changes(async () => {
      approval = (await done(ask('508163', document_id))).id
    }),
  ).toEqual([
    'attempt pin is gone',
    'new approval Carla: user_id Carla, created_at 0s, expires_at 120s, permission users.see, session_id of Beto, document_id document',
    'session Beto: pin_failures 1 → 0',
  ])
  names.set(approval, 'approval')
  const { session_id } = (await beto.person.get('/api/auth/profile')).body
  const actor = { ...shop.ctx.actor, kind: 'person' as const, id: beto.id, session_id }
  const spend = (more: object = {}) =>
    transact({ ...shop.ctx, actor }, (tx) =>
      spendApproval(tx, { id: approval, permission: 'users.see', document_id, ...more }),
    )
  for (const other of [{ permission: 'roles.see' }, { document_id: newId() }, { id: newId() }])
    await expect(spend(other)).rejects.toThrow()
  expect(await changes(() => spend())).toEqual(['approval Carla: used_at – → 0s'])
  await expect(spend()).rejects.toThrow()
  expect(await changes(() => done(owner.delete('/api/auth/pin')))).toEqual(['user Rosa: pin_digest *** → –'])
})

test('people, roles and keys as administration changes them', async () => {
  const roles = new Map([...names].map(([id, name]) => [name, id]))
  let ana = ''
  const given = { email: 'ana@tienda.example', full_name: 'Ana', role_id: roles.get('cajero') }
  expect(
    await changes(async () => {
      ana = (await done(owner.post('/api/users', { ...given, entry: 'invitation', phone: '+56 2', position: 'Caja' })))
        .user.id
    }),
  ).toEqual([
    'new link ?: hash ***, purpose invitation, user_id ?, created_at 0s, expires_at 259200s',
    'new user ?: email ana@tienda.example, phone +56 2, is_demo false, role_id cajero, version 1, position Caja, full_name Ana, created_at 0s, created_by Rosa, totp_last_step 0, must_change_password false, password_stands_alone true',
  ])
  names.set(ana, 'Ana')
  const [store] = (await owner.get('/api/stores')).body.items
  expect(
    await changes(() =>
      done(
        owner.patch(`/api/users/${ana}`, {
          role_id: roles.get('vendedor'),
          store_ids: [store.id],
          email: 'anita@tienda.example',
        }),
      ),
    ),
  ).toEqual([
    'access_version: version +1',
    'user Ana: email ana@tienda.example → anita@tienda.example, role_id cajero → vendedor, version +1, store_ids – → [Casa matriz]',
  ])
  expect((await owner.patch(`/api/users/${ana}`, { email: OWNER.email })).body.code).toBe('people.email_taken')
  expect(await changes(() => done(owner.post(`/api/users/${ana}/deactivate`)))).toEqual([
    'access_version: version +2',
    'user Ana: version +1, deactivated_at – → 0s, deactivated_by – → Rosa',
  ])
  expect(await changes(() => done(owner.post(`/api/users/${ana}/deactivate`)))).toEqual([])
  expect(await changes(() => done(owner.post(`/api/users/${ana}/activate`)))).toEqual([
    'access_version: version +1',
    'user Ana: version +1, deactivated_at 0s → –, deactivated_by Rosa → –',
  ])
  const profile = { phone: '+56 9', company: 'Suya', position: 'Mesón', notes: 'zurda' }
  expect(await changes(() => done(beto.person.patch('/api/auth/profile', profile)))).toEqual([
    'access_version: version +1',
    'user Beto: notes – → zurda, phone – → +56 9, company – → Suya, version +1, position – → Mesón',
  ])
  let role = ''
  expect(
    await changes(async () => {
      role = (
        await done(
          owner.post('/api/roles', {
            name: 'ayuda',
            permissions: ['users.see', 'roles.see'],
            discount_basis_points: 300,
          }),
        )
      ).id
    }),
  ).toEqual([
    'access_version: version +1',
    'new role ayuda: name ayuda, version 1, is_admin false, starting false, edited_at 0s, edited_by Rosa, created_at 0s, permissions 2, discount_basis_points 300',
  ])
  expect(await changes(() => done(owner.patch(`/api/roles/${role}`, { permissions: ['roles.see'] })))).toEqual([
    'access_version: version +2',
    'role ayuda: version +1, permissions 2 → 1',
  ])
  expect(
    await changes(() => done(owner.patch(`/api/roles/${role}`, { discount_basis_points: 200, title: 'Ayuda' }))),
  ).toEqual(['access_version: version +1', 'role ayuda: title – → Ayuda, version +1, discount_basis_points 300 → 200'])
  expect(await changes(() => done(owner.delete(`/api/roles/${role}`)))).toEqual(['role ayuda is gone'])
  let key = { api_key: { id: '' }, secret: '' }
  expect(
    await changes(async () => {
      key = await done(owner.post('/api/api-keys', { name: 'caja', permissions: ['users.see'] }))
    }),
  ).toEqual(['new api_key caja: hash ***, name caja, user_id Rosa, created_at 0s, permissions [users.see]'])
  const program = new Person(shop, 'program')
  program.bearer = key.secret
  expect(await changes(() => done(program.get('/api/users')))).toEqual(['api_key caja: last_used_at – → 0s'])
  const revoke = () => owner.delete(`/api/api-keys/${key.api_key.id}`)
  expect(await changes(() => done(revoke()))).toEqual(['access_version: version +1', 'api_key caja: revoked_at – → 0s'])
  expect([(await revoke()).status, (await program.get('/api/users')).status]).toEqual([404, 401])
  expect(await changes(() => done(owner.delete(`/api/users/${beto.id}/sessions`)))).toEqual([
    'access_version: version +1',
    'session Beto: revoked_at – → 0s, revoked_reason – → revoked',
  ])
  clock.wait(40 * 86_400)
  expect(await changes(() => forgetOldAttempts.run(shop.ctx, {}))).toEqual([
    'attempt address is gone',
    'link Ana is gone',
    'link Beto is gone',
    'link Beto is gone',
    'link Carla is gone',
  ])
})

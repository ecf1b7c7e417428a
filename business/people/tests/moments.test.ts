import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { spendApproval, userNames, usersWho } from '#people'
import type { Actor } from '../../../platform/actor.ts'
import { transact } from '../../../platform/database/transact.ts'
import { newId } from '../../../platform/ids.ts'
import type { TestShop } from '../../../tests/support/open-shop.ts'
import { openAccess } from '../access.ts'
import { forgetOldAttempts, sendReset } from '../jobs.ts'
import { spendLink } from '../records/once.ts'
import { spendTotpStep } from '../records/users.ts'
import { plainDigest } from '../secret-box.ts'
import { codeAt } from '../totp.ts'
import { hire, lettersTo, OWNER, Person, standingClock, tokenIn, unbase32 } from './person.ts'

/** Whatever ends, ends at a moment; whatever is limited, at a number. One less still counts, one more no longer. */

type Hired = Awaited<ReturnType<typeof hire>>

let shop: TestShop
let owner: Person
let seller: Hired
const clock = standingClock()
const { wait } = clock
const ago = (seconds: number) => new Date(clock.now.getTime() - Math.round(seconds * 1000))

beforeAll(async () => {
  ;({ shop, owner } = await clock.open())
  seller = await hire(shop, owner, { role: 'vendedor', email: 'beto@tienda.example' })
})

beforeEach(async () => {
  owner = await clock.nextTest(shop)
})

afterEach(() => void vi.useRealTimers())

async function sessionOf(person: Person) {
  const profile = (await person.get('/api/auth/profile')).body
  return { id: profile.session_id as string, user_id: profile.id as string }
}

async function sellerActor(): Promise<Actor> {
  await seller.person.signIn(seller.email, seller.password)
  return {
    ...{ kind: 'person', id: seller.id, name: 'Beto', session_id: (await sessionOf(seller.person)).id },
    ...{ permissions: new Set<string>(), store_ids: null, warehouse_ids: null, limits: {} },
  }
}

test('a proof of who one is holds for ten minutes, to the last moment', async () => {
  const ask = async () => (await owner.put('/api/auth/pin', { pin: '123456' })).body.code
  wait(600)
  expect(await ask()).toBe('auth.pin_weak')
  wait(0.001)
  expect(await ask()).toBe('auth.reauth_required')
  const key = { name: 'Web', permissions: ['users.see'] }
  expect((await owner.post('/api/api-keys', key)).body.code).toBe('auth.reauth_required')
})

test('a session has ended at its last moment: for requests, in the list of devices and for a refresh', async () => {
  const till = new Person(shop, 'program')
  const { tokens } = (await till.signIn(seller.email, seller.password)).body
  const list = async () => (await owner.get(`/api/users/${seller.id}/sessions`)).body.items.length
  const others = await list()
  await shop.db
    .updateTable('people.session')
    .set({ expires_at: ago(-60) })
    .where('user_id', '=', seller.id)
    .where('created_at', '=', clock.now.toISOString())
    .execute()
  const answers = async () => [
    (await till.get('/api/auth/profile')).status,
    await list(),
    (await till.post('/api/auth/refresh', { refresh: 'x' })).status,
  ]
  wait(59.999)
  expect(await answers()).toEqual([200, others, 401])
  wait(0.001)
  expect(await answers()).toEqual([401, others - 1, 401])
  expect((await till.post('/api/auth/refresh', { refresh: tokens.refresh })).status).toBe(401)
})

test('a key, an approval and a link end at their last moment too', async () => {
  const made = await owner.post('/api/api-keys', {
    name: 'Bodega',
    permissions: ['users.see'],
    expires_at: ago(-60).toISOString(),
  })
  const key = new Person(shop, 'program')
  key.bearer = made.body.secret
  wait(59.999)
  expect((await key.get('/api/users')).status).toBe(200)
  wait(0.001)
  expect((await key.get('/api/users')).status).toBe(401)

  expect((await owner.put('/api/auth/pin', { pin: '508163' })).status).toBe(204)
  const actor = await sellerActor()
  const which = { permission: 'roles.edit', document_id: newId() }
  const approve = async () => (await seller.person.post('/api/auth/approvals', { pin: '508163', ...which })).body.id
  const spend = (id: string, more: Partial<Actor> & { permission?: string } = {}) =>
    transact({ ...shop.ctx, actor: { ...actor, ...more } }, (tx) =>
      spendApproval(tx, { id, ...which, permission: more.permission ?? which.permission }),
    )
  const late = await approve()
  wait(120)
  await expect(spend(late)).rejects.toThrow('auth.approval_spent')
  const good = await approve()
  wait(119.999)
  await expect(spend(good, { session_id: newId() })).rejects.toThrow('auth.approval_spent')
  await expect(spend(good, { permission: 'users.see' })).rejects.toThrow('auth.approval_spent')
  expect(await spend(good)).toBe((await sessionOf(owner)).user_id)

  await sendReset.run(shop.ctx, { email: seller.email })
  const token = tokenIn((await lettersTo(shop, seller.email)).at(-1))
  const tooShort = async () =>
    (await new Person(shop, 'browser').post(`/api/auth/password-resets/${token}`, { password: 'corta' })).status
  wait(3_599.999)
  expect(await tooShort()).toBe(422)
  wait(0.001)
  expect(await tooShort()).toBe(410)
  expect(await transact(shop.ctx, (tx) => spendLink(tx, plainDigest(token)))).toBeNull()
})

test('cookies last as long as what they hold, and the device’s longest', async () => {
  const { cookies } = await new Person(shop, 'browser').signIn(OWNER.email, OWNER.password)
  const ages = Object.fromEntries(cookies.map((one) => [one.name, Reflect.get(one, 'maxAge')]))
  expect(ages).toEqual({ '__Host-session': 604_800, '__Host-refresh': 604_800, '__Host-device': 34_560_000 })
})

/** Puts what is counted under one kind of key at so many failures, the last one so long ago. */
const stand = (kind: string, failures: number, seconds_ago = 0) =>
  shop.db
    .updateTable('people.attempt')
    .set({ failures, last_at: ago(seconds_ago), blocked_until: ago(seconds_ago + 60) })
    .where('key', 'like', `${kind}:%`)
    .execute()

/** What is counted now, and for how many seconds the next one must wait; a minute ago is no wait. */
async function counted(kind: string): Promise<[failures: number, wait_s: number]> {
  const row = await shop.db
    .selectFrom('people.attempt')
    .select(['failures', 'blocked_until'])
    .where('key', 'like', `${kind}:%`)
    .executeTakeFirstOrThrow()
  return [row.failures, (new Date(row.blocked_until).getTime() - clock.now.getTime()) / 1000]
}

type Step = [before: number, seconds_ago: number, after: number, wait_s: number]

/** Each step: so many failures, so long ago; then one more. */
async function expectSteps(kind: string, attempt: () => Promise<unknown>, steps: readonly Step[]): Promise<void> {
  await attempt()
  for (const [before, seconds_ago, after, wait_s] of steps) {
    await shop.db
      .updateTable('people.attempt')
      .set({ failures: 1, last_at: clock.now, blocked_until: ago(60) })
      .execute()
    await stand(kind, before, seconds_ago)
    await attempt()
    expect([kind, before, seconds_ago, ...(await counted(kind))]).toEqual([kind, before, seconds_ago, after, wait_s])
  }
}

const year_s = 365 * 86_400

test('S11, S12 guesses at an account or from an address wait longer and longer, up to a limit of each', async () => {
  const guess = () => new Person(shop, 'program').signIn(seller.email, 'no es la clave de nadie')
  await expectSteps('account', guess, [
    [3, 0, 4, -60],
    [4, 0, 5, 1],
    [10, 10 * year_s, 11, 64],
    [13, 0, 14, 512],
    [14, 0, 15, 900],
    [98, 0, 99, 900],
    [99, 0, 100, 1e9],
  ])
  await expectSteps('address', guess, [
    [18, 0, 19, -60],
    [19, 0, 20, 1],
    [25, 900, 26, 64],
    [25, 900.001, 1, -60],
    [35, 0, 36, 900],
    [9_998, 0, 9_999, 900],
    [9_999, 0, 10_000, 1e9],
  ])
  // Who enters takes back the own attempt only: what was guessed from there before still stands.
  await stand('address', 7)
  await stand('account', 3)
  expect((await new Person(shop, 'program').signIn(seller.email, seller.password)).status).toBe(200)
  expect((await counted('address'))[0]).toBe(7)
  await expect(counted('account')).rejects.toThrow()
})

test('letters to one mailbox, and to many from one address, wait longer and longer', async () => {
  const ask = () => new Person(shop, 'browser').post('/api/auth/password-resets', { email: 'nadie@tienda.example' })
  await expectSteps('mail', ask, [
    [1, 0, 2, -60],
    [2, 0, 3, 1],
    [14, 0, 15, 3_600],
    [9, 3_600, 10, 128],
    [9, 3_600.001, 1, -60],
    [98, 0, 99, 3_600],
    [99, 0, 100, 1e9],
  ])
  await expectSteps('mails-from', ask, [
    [18, 0, 19, -60],
    [19, 0, 20, 1],
  ])
})

test('codes and PINs wait as long, and the tenth wrong one of an account is reported once', async () => {
  await seller.person.signIn(seller.email, seller.password)
  const { secret } = (await seller.person.post('/api/auth/totp')).body
  const step = Math.floor(clock.now.getTime() / 30_000)
  const alarms = async () =>
    (
      await shop.db
        .selectFrom('platform.audit_entry')
        .select(['reason', 'thing', 'thing_id'])
        .where('action', '=', 'sign_in.attack_suspected')
        .orderBy('id')
        .execute()
    ).map(({ reason, thing, thing_id }) => [reason, thing, thing_id])
  const steps: Step[] = [
    [3, 0, 4, -60],
    [4, 0, 5, 1],
    [10, 10 * year_s, 11, 64],
    [14, 0, 15, 900],
    [98, 0, 99, 900],
    [99, 0, 100, 1e9],
  ]
  const wrong = String((Number(codeAt(unbase32(secret), step)) + 500_000) % 1_000_000).padStart(6, '0')
  const confirm = (code: string) => seller.person.post('/api/auth/totp/confirm', { code })
  const before = (await alarms()).length
  await expectSteps('code', () => confirm(wrong), steps)
  await expectSteps('code', () => confirm(wrong), [[9, 0, 10, 32]])
  const guess = () => new Person(shop, 'program').signIn(seller.email, 'no es la clave de nadie')
  await expectSteps('account', guess, [[9, 0, 10, 32]])
  await expectSteps('address', guess, [
    [19, 0, 20, 1],
    [20, 0, 21, 2],
  ])
  expect((await alarms()).slice(before)).toEqual([
    ['many wrong codes on one account', 'address', '127.0.0.1'],
    ['many failures on one account', 'address', '127.0.0.1'],
    ['many failures from one address', 'address', '127.0.0.1'],
  ])
  // Of two who send the same code at once one has used it.
  const spend = (at: number) => spendTotpStep(shop.ctx, seller.id, at)
  expect([await spend(step - 9), await spend(step - 9), await spend(step - 8)]).toEqual([true, false, true])
  await stand('code', 3)
  expect((await confirm(codeAt(unbase32(secret), step))).status).toBe(200)
  await expect(counted('code')).rejects.toThrow()

  await shop.db.deleteFrom('people.attempt').execute()
  const cashier = await hire(shop, owner, { role: 'cajero', email: 'caja@tienda.example' })
  const pin = async () => {
    await shop.db.updateTable('people.session').set({ pin_failures: 0 }).execute()
    return cashier.person.post('/api/auth/approvals', { pin: '904171', permission: 'x.y', document_id: newId() })
  }
  await expectSteps('pin', pin, steps)
})

test('what is forgotten at night is older than thirty days, not as old', async () => {
  const days = (n: number) => ago(n * 86_400)
  const moment = days(30)
  const older = new Date(moment.getTime() - 1)
  const attempts = [
    ['exact', moment, older],
    ['waits', older, moment],
    ['older', older, older],
  ] as const
  await shop.db
    .insertInto('people.attempt')
    .values(attempts.map(([key, last_at, blocked_until]) => ({ key, failures: 1, last_at, blocked_until })))
    .execute()
  const { id: session_id, user_id } = await sessionOf(owner)
  const link = { user_id, purpose: 'invitation' as const, created_at: older }
  const approval = { user_id, session_id, permission: 'x.y', document_id: newId(), created_at: older }
  const ids = { link: newId(), older_link: newId(), kept: newId(), dropped: newId(), used: newId() }
  await shop.db
    .insertInto('people.link')
    .values([
      { ...link, id: ids.link, hash: Buffer.from('exact'), expires_at: moment },
      { ...link, id: ids.older_link, hash: Buffer.from('older'), expires_at: older },
    ])
    .execute()
  await shop.db
    .insertInto('people.approval')
    .values([
      { ...approval, id: ids.kept, expires_at: moment },
      { ...approval, id: ids.dropped, expires_at: older },
      { ...approval, id: ids.used, expires_at: older, used_at: older },
    ])
    .execute()
  await forgetOldAttempts.run(shop.ctx, {})
  const keys = await shop.db.selectFrom('people.attempt').select('key').where('key', 'not like', '%:%').execute()
  expect(keys.map(({ key }) => key).sort()).toEqual(['exact', 'waits'])
  const links = await shop.db
    .selectFrom('people.link')
    .select('id')
    .where('created_at', '=', older.toISOString())
    .execute()
  expect(links).toEqual([{ id: ids.link }])
  const approvals = await shop.db
    .selectFrom('people.approval')
    .select('id')
    .where('created_at', '=', older.toISOString())
    .execute()
  expect(approvals.map(({ id }) => id).sort()).toEqual([ids.kept, ids.used].sort())
})

test('what somebody may do is kept for a minute, then read again and the device seen again', async () => {
  const { id, user_id } = await sessionOf(owner)
  vi.useFakeTimers({ toFake: ['performance'] })
  const access = openAccess(shop.db, { clock: () => clock.now, permissions: [] })
  const name = async () => (await access.ofSession(id, user_id))?.name
  const rename = (full_name: string) =>
    shop.db.updateTable('people.user').set({ full_name }).where('id', '=', user_id).execute()
  const seen = async () =>
    (await shop.db.selectFrom('people.session').select('last_seen_at').where('id', '=', id).executeTakeFirstOrThrow())
      .last_seen_at
  expect(await name()).toBe(OWNER.full_name)
  await rename('Rosa F.')
  const [first, entered] = [await seen(), clock.now]
  wait(60)
  vi.advanceTimersByTime(59_999)
  expect([await name(), await seen()]).toEqual([OWNER.full_name, first])
  vi.advanceTimersByTime(1)
  expect(await name()).toBe('Rosa F.')
  expect([new Date(first), new Date(await seen())]).toEqual([entered, clock.now])
  // Who is not who they say, or has left, is not kept for anything.
  expect(await access.ofSession(id, newId())).toBeNull()
  await rename(OWNER.full_name)
})

test('names are found for the ids that somebody has; who may do something in a store, by name', async () => {
  const { user_id } = await sessionOf(owner)
  expect(await userNames(shop.ctx, [])).toEqual(new Map())
  const names = await userNames(shop.ctx, [user_id, seller.id, user_id, newId()])
  expect(names).toEqual(
    new Map([
      [user_id, OWNER.full_name],
      [seller.id, 'Persona vendedor'],
    ]),
  )
  const [store] = (await owner.get('/api/stores')).body.items
  const other = (await owner.post('/api/stores', { name: 'Sucursal Norte' })).body
  const near = await hire(shop, owner, { role: 'gerente', email: 'cerca@tienda.example', store_ids: [store.id] })
  const roles = (await owner.get('/api/roles')).body.items
  const role_id = roles.find((one: { name: string }) => one.name === 'gerente').id
  await owner.post('/api/users', { email: 'aun.no@t.example', full_name: 'Aún No', role_id, entry: 'invitation' })
  const gone = await hire(shop, owner, { role: 'gerente', email: 'fue@tienda.example' })
  await owner.post(`/api/users/${gone.id}/deactivate`)
  const able = async (store_id: string) =>
    (await usersWho(shop.ctx, { may: 'users.see', store_id })).map(({ id }) => id)
  expect(await able(store.id)).toEqual([near.id, user_id])
  expect(await able(other.id)).toEqual([user_id])
})
